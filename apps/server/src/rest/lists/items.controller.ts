import { Body, Controller, Delete, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, List } from '#core';
import type { Idempotency } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { Programs } from '../programs.ts';
import { amendItem, onList } from './list.commands.ts';
import { ItemChanges, ListView, NewItems } from './list.dto.ts';

/** What is on a list. Every answer is the whole list as it is afterwards. */
@ApiRecords('lists')
@Controller('v1/lists/:id/items')
export class ItemsController {
  constructor(private readonly programs: Programs) {}

  @Post()
  @ApiOperation({ summary: 'Put items on a list; what is there unchecked already is not put there twice' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ListView })
  add(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Body() { items }: NewItems,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<List>> {
    return this.programs.change('list', actor, onList('add', id, { items }), idempotency);
  }

  @Patch(':itemId')
  @ApiOperation({ summary: 'Check an item off or uncheck it, or say otherwise what it is or how much of it' })
  @ApiConditional()
  @ApiOkResponse({ type: ListView })
  change(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @RecordId('itemId') itemId: string,
    @IfMatch() version: number | undefined,
    @Body() changes: ItemChanges,
  ): Promise<Answer<List>> {
    return this.programs.change('list', actor, amendItem(id, itemId, version, changes));
  }

  @Delete(':itemId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an item off a list' })
  @ApiConditional()
  @ApiOkResponse({ type: ListView })
  remove(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @RecordId('itemId') itemId: string,
    @IfMatch() version?: number,
  ): Promise<Answer<List>> {
    return this.programs.change('list', actor, onList('remove', id, { itemIds: [itemId], version }));
  }

  @Delete()
  @HttpCode(200)
  @ApiOperation({ summary: 'Take everything off a list' })
  @ApiConditional()
  @ApiOkResponse({ type: ListView })
  clear(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<Answer<List>> {
    return this.programs.change('list', actor, onList('clear', id, { version }));
  }
}
