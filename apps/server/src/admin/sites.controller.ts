import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, Site } from '#core';
import { type Idempotency, type Page, People } from '#stores';
import { CurrentActor } from '../access/caller.ts';
import type { Answer } from '../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../http/documented.ts';
import { ApiPage, PageQuery } from '../http/page.dto.ts';
import { Idempotent } from '../http/idempotency.ts';
import { IfMatch, RecordId } from '../http/params.ts';
import { firstOf } from '../rest/first-of.ts';
import { DirectoryChanges } from './directory-changes.ts';
import { NewSite, SiteChanges, SiteView } from './sites.dto.ts';

/** The places where work happens. */
@ApiRecords('sites')
@Controller('v1/sites')
export class SitesController {
  constructor(
    private readonly people: People,
    private readonly changes: DirectoryChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every place, in the order in which they came' })
  @ApiPage(SiteView)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<Site>> {
    return this.people.sites(actor.organisationId, query);
  }

  @Post()
  @ApiIdempotent()
  @ApiOperation({ summary: 'Add a place; a sample place of that name gives way' })
  @ApiCreatedResponse({ type: SiteView })
  create(@CurrentActor() actor: Actor, @Body() site: NewSite, @Idempotent() once?: Idempotency): Promise<Answer<Site>> {
    return this.changes.createSite(actor, site, once);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One place' })
  @ApiOkResponse({ type: SiteView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Site> {
    return firstOf(await this.people.sites(actor.organisationId, { id }), 'site');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a place; absent keeps, null clears' })
  @ApiConditional()
  @ApiOkResponse({ type: SiteView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: SiteChanges,
  ): Promise<Site> {
    return this.changes.updateSite(actor, id, changes, version);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a place; what happened there stays' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.changes.deleteSite(actor, id, version);
  }
}
