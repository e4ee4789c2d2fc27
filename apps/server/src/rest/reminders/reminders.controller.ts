import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, Reminder } from '#core';
import { type Idempotency, type Page, Records } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { firstOf } from '../first-of.ts';
import { Programs } from '../programs.ts';
import { createReminder, onReminder, reminderFilter } from './reminder.commands.ts';
import { NewReminder, ReminderChanges, ReminderQuery, ReminderView, Snooze } from './reminder.dto.ts';

/** Reminders. */
@ApiRecords('reminders')
@Controller('v1/reminders')
export class RemindersController {
  constructor(
    private readonly records: Records,
    private readonly programs: Programs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Reminders, newest first' })
  @ApiPage(ReminderView)
  list(@CurrentActor() actor: Actor, @Query() query: ReminderQuery): Promise<Page<Reminder>> {
    return this.records.reminders(actor, reminderFilter(query, actor));
  }

  @Post()
  @ApiOperation({ summary: 'Create a reminder' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ReminderView })
  create(
    @CurrentActor() actor: Actor,
    @Body() reminder: NewReminder,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Reminder>> {
    return this.programs.create('reminder', '/v1/reminders', actor, createReminder(reminder), idempotency);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One reminder' })
  @ApiOkResponse({ type: ReminderView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Reminder> {
    return firstOf(await this.records.reminders(actor, { id }), 'reminder');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a reminder; absent keeps' })
  @ApiConditional()
  @ApiOkResponse({ type: ReminderView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: ReminderChanges,
  ): Promise<Answer<Reminder>> {
    return this.programs.change('reminder', actor, onReminder('update', id, { ...changes, version }));
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @ApiOperation({ summary: 'Remind at another time instead' })
  @ApiIdempotent()
  @ApiOkResponse({ type: ReminderView })
  snooze(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Body() { due }: Snooze,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Reminder>> {
    return this.programs.change('reminder', actor, onReminder('snooze', id, { due }), idempotency);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Cancel a reminder' })
  @ApiConditional()
  @ApiNoContentResponse()
  async cancel(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.programs.change('reminder', actor, onReminder('cancel', id, { version }));
  }
}
