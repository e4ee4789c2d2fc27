import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor } from '#core';
import { Archive } from '#processors';
import type { AuditEntry, Page, Purge, Retention } from '#stores';
import { KeyRing } from '../access/key-ring.ts';
import { CurrentActor } from '../access/caller.ts';
import { ApiConditional, ApiRecords } from '../http/documented.ts';
import { ApiPage, PageQuery } from '../http/page.dto.ts';
import { IfMatch } from '../http/params.ts';
import { AuditEntryView, AuditQuery, NewPurge, PurgeView, RetentionChanges, RetentionView } from './audit.dto.ts';

/** What was done, what was purged, and how long things are kept. */
@ApiRecords('audit')
@Controller('v1')
export class AuditController {
  constructor(
    private readonly archive: Archive,
    private readonly keys: KeyRing,
  ) {}

  @Get('audit')
  @ApiOperation({ summary: 'Every change with its record before and after, newest first; for managers and admins' })
  @ApiPage(AuditEntryView)
  audit(@CurrentActor() actor: Actor, @Query() query: AuditQuery): Promise<Page<AuditEntry>> {
    return this.archive.audit(actor, query);
  }

  @Get('purges')
  @ApiOperation({ summary: 'What was removed for good, by whom and why; for managers and admins' })
  @ApiPage(PurgeView)
  purges(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<Purge>> {
    return this.archive.purges(actor, query);
  }

  @Post('purges')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Remove a record for good, from audit, messages and outbox as well; for admins',
    description:
      'A person: their name, ids, keys, words and private lists; what they made stays, as somebody’s who was removed. Where others named them in records that stay is told (`namedIn`), and their name replaced there with `replaceNames`. A file: its bytes too, soon after. A template: the reports made with it stay.',
  })
  @ApiCreatedResponse({ type: PurgeView })
  async purge(@CurrentActor() actor: Actor, @Body() what: NewPurge): Promise<Purge> {
    const purge = await this.archive.purge(actor, what);
    // a person's keys went with them
    if (what.entity === 'person') this.keys.forget();
    return purge;
  }

  @Get('retention')
  @ApiOperation({ summary: 'How long things are kept' })
  @ApiOkResponse({ type: RetentionView })
  retention(@CurrentActor() actor: Actor): Promise<Retention> {
    return this.archive.retention(actor);
  }

  @Patch('retention')
  @ApiOperation({ summary: 'Change how long things are kept; for admins' })
  @ApiConditional()
  @ApiOkResponse({ type: RetentionView })
  setRetention(
    @CurrentActor() actor: Actor,
    @Body() changes: RetentionChanges,
    @IfMatch() version?: number,
  ): Promise<Retention> {
    return this.archive.setRetention(actor, { ...changes, ...(version === undefined ? {} : { version }) });
  }
}
