import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, List } from '#core';
import { type Idempotency, type Page, Records } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { firstOf } from '../first-of.ts';
import { Programs } from '../programs.ts';
import { createList, onList, updateList } from './list.commands.ts';
import { ListChanges, ListQuery, ListView, NewList } from './list.dto.ts';

/** Lists. */
@ApiRecords('lists')
@Controller('v1/lists')
export class ListsController {
  constructor(
    private readonly records: Records,
    private readonly programs: Programs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists with their items, newest first' })
  @ApiPage(ListView)
  list(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Page<List>> {
    return this.records.lists(actor, query);
  }

  @Post()
  @ApiOperation({ summary: 'Create a list, with items or without' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ListView })
  create(
    @CurrentActor() actor: Actor,
    @Body() list: NewList,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<List>> {
    return this.programs.create('list', '/v1/lists', actor, createList(list), idempotency);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One list with its items' })
  @ApiOkResponse({ type: ListView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<List> {
    return firstOf(await this.records.lists(actor, { id }), 'list');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a list, share it or keep it to you' })
  @ApiConditional()
  @ApiOkResponse({ type: ListView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: ListChanges,
  ): Promise<Answer<List>> {
    return this.programs.change('list', actor, updateList(id, version, changes));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a list with all that is on it' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.programs.change('list', actor, onList('delete', id, { version }));
  }
}
