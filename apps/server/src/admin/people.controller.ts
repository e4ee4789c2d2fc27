import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, Person } from '#core';
import { type Idempotency, type Page, People } from '#stores';
import { CurrentActor } from '../access/caller.ts';
import type { Answer } from '../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../http/documented.ts';
import { ApiPage, PageQuery } from '../http/page.dto.ts';
import { Idempotent } from '../http/idempotency.ts';
import { IfMatch, RecordId } from '../http/params.ts';
import { firstOf } from '../rest/first-of.ts';
import { DirectoryChanges } from './directory-changes.ts';
import { NewPerson, PersonChanges, PersonView } from './people.dto.ts';

/** The crew. */
@ApiRecords('people')
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly changes: DirectoryChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Everybody, in the order in which they came' })
  @ApiPage(PersonView)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<Person>> {
    return this.people.people(actor.organisationId, query);
  }

  @Post()
  @ApiIdempotent()
  @ApiOperation({ summary: 'Add somebody; a sample person of that name gives way' })
  @ApiCreatedResponse({ type: PersonView })
  create(
    @CurrentActor() actor: Actor,
    @Body() person: NewPerson,
    @Idempotent() once?: Idempotency,
  ): Promise<Answer<Person>> {
    return this.changes.createPerson(actor, person, once);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One person' })
  @ApiOkResponse({ type: PersonView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Person> {
    return firstOf(await this.people.people(actor.organisationId, { id }), 'person');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change somebody; absent keeps, null clears' })
  @ApiConditional()
  @ApiOkResponse({ type: PersonView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: PersonChanges,
  ): Promise<Person> {
    return this.changes.updatePerson(actor, id, changes, version);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove somebody and revoke their keys; what they did stays' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.changes.deletePerson(actor, id, version);
  }
}
