import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import type { Reminder, ReminderStatus } from '#core';
import { Form, Id, Ids, Instant, OneOf, Text } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';
import { RULE } from '../rule.ts';
import { NameRefView, RecordView, SourceView } from '../record.dto.ts';

const STATUSES = ['pending', 'sent', 'cancelled', 'failed'];

/** What a program may say of a new reminder. */
export class NewReminder {
  @Text({ max: 500, example: 'Order diesel for Crockett' })
  readonly title: string;

  @Instant()
  readonly due: string;

  @Form(RULE, 'an RFC 5545 rule like FREQ=WEEKLY;BYDAY=MO', {
    max: 500,
    optional: true,
    nullable: true,
    example: 'FREQ=WEEKLY;BYDAY=MO',
  })
  readonly recurrence?: string | null;

  @Ids({ max: 50, optional: true, description: 'Who is to be reminded; you, when not said' })
  readonly personIds?: readonly string[];

  @Id({ optional: true, nullable: true })
  readonly siteId?: string | null;
}

/** What may be changed; absent keeps. A new due time makes a reminder pending again. */
export class ReminderChanges extends PartialType(PickType(NewReminder, ['title', 'due', 'recurrence']), {
  skipNullProperties: false,
}) {}

export class Snooze {
  @Instant({ description: 'When to remind instead' })
  readonly due: string;
}

/** Which reminders are wanted. */
export class ReminderQuery extends PageQuery {
  @OneOf(STATUSES, { optional: true, example: 'pending' })
  readonly status?: ReminderStatus;

  @Form(/^(?:me|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i, "a person's id, or me", {
    max: 36,
    optional: true,
    example: 'me',
  })
  readonly person?: string;

  @Text({ max: 200, optional: true, description: 'Words of the title', example: 'diesel' })
  readonly q?: string;
}

/** A reminder as the API shows it. */
export class ReminderView extends RecordView implements Reminder {
  @ApiProperty({ example: 5 })
  readonly ref: number;

  @ApiProperty({ example: 'Order diesel for Crockett' })
  readonly title: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-25T14:00:00.000Z' })
  readonly due: string;

  @ApiProperty({ example: 'America/Chicago' })
  readonly timeZone: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly recurrence: string | null;

  @ApiProperty({ enum: STATUSES, example: 'pending' })
  readonly status: ReminderStatus;

  @ApiProperty({ type: [NameRefView] })
  readonly people: readonly NameRefView[];

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly site: NameRefView | null;

  @ApiProperty({ type: NameRefView })
  readonly createdBy: NameRefView;

  @ApiProperty({ type: SourceView })
  readonly source: SourceView;
}
