import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, ApiKey } from '#core';
import { Crew } from '#processors';
import type { Idempotency, Page } from '#stores';
import { CurrentActor } from '../access/caller.ts';
import type { Answer } from '../http/answer.ts';
import { ApiIdempotent, ApiRecords } from '../http/documented.ts';
import { ApiPage, PageQuery } from '../http/page.dto.ts';
import { Idempotent } from '../http/idempotency.ts';
import { RecordId } from '../http/params.ts';
import { DirectoryChanges } from './directory-changes.ts';
import { KeyView, NewKey, NewKeyView } from './keys.dto.ts';

/** API keys. */
@ApiRecords('keys')
@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly crew: Crew,
    private readonly changes: DirectoryChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every key, without its secret' })
  @ApiPage(KeyView)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<ApiKey>> {
    return this.crew.keys(actor, query);
  }

  @Post()
  @ApiIdempotent()
  @ApiOperation({ summary: 'Make a key; the answer shows it this once' })
  @ApiCreatedResponse({ type: NewKeyView })
  create(
    @CurrentActor() actor: Actor,
    @Body() key: NewKey,
    @Idempotent() once?: Idempotency,
  ): Promise<Answer<NewKeyView>> {
    return this.changes.createKey(actor, key, once);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a key; other processes notice within ten seconds' })
  @ApiNoContentResponse()
  async revoke(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<void> {
    await this.changes.revokeKey(actor, id);
  }
}
