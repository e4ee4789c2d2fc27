import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Actor, Found } from '#core';
import { type Page, Search } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import { ApiRecords } from '../../http/documented.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { FoundView, SearchQuery } from './search.dto.ts';

/** All records at once, by words. */
@ApiRecords('search')
@Controller('v1/search')
export class SearchController {
  constructor(private readonly search: Search) {}

  @Get()
  @ApiOperation({ summary: 'Find tasks, lists, reminders, reports, people and sites by words, best first' })
  @ApiPage(FoundView)
  async find(@CurrentActor() actor: Actor, @Query() { q, site, person, ...rest }: SearchQuery): Promise<Page<Found>> {
    const personId = person === 'me' ? actor.personId : person;
    const { items, nextCursor } = await this.search.find(actor, { ...rest, query: q, siteId: site, personId });
    return { items, nextCursor };
  }
}
