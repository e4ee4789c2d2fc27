import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, Template } from '#core';
import { type Idempotency, type Page, Records } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { firstOf } from '../first-of.ts';
import { Programs } from '../programs.ts';
import { createTemplate, updateTemplate } from './report.commands.ts';
import { NewTemplate, TemplateChanges, TemplateQuery } from './report.dto.ts';
import { TemplateView } from './report.view.ts';

/** Templates: the questions a site's checklist asks; in a chat, /checklist walks through them. */
@ApiRecords('templates')
@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly records: Records,
    private readonly programs: Programs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Templates, newest first' })
  @ApiPage(TemplateView)
  list(@CurrentActor() actor: Actor, @Query() { site, ...page }: TemplateQuery): Promise<Page<Template>> {
    return this.records.templates(actor, { siteId: site, ...page });
  }

  @Post()
  @ApiOperation({ summary: 'Create a template; 409 when there is one of that name' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: TemplateView })
  create(
    @CurrentActor() actor: Actor,
    @Body() template: NewTemplate,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Template>> {
    return this.programs.create('template', '/v1/templates', actor, createTemplate(template), idempotency);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One template' })
  @ApiOkResponse({ type: TemplateView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Template> {
    return firstOf(await this.records.templates(actor, { id }), 'template');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a template; checklists under way keep their questions' })
  @ApiConditional()
  @ApiOkResponse({ type: TemplateView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: TemplateChanges,
  ): Promise<Answer<Template>> {
    return this.programs.change('template', actor, updateTemplate(id, version, changes));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a template' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.programs.change('template', actor, { entity: 'template', operation: 'delete', slots: { id, version } });
  }
}
