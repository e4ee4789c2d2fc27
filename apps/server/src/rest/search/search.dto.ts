import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { type Found, FOUND_ENTITIES, type FoundEntity } from '#core';
import { PersonView } from '../../admin/people.dto.ts';
import { SiteView } from '../../admin/sites.dto.ts';
import { Form, Id, Instant, OneOf, Text } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';
import { ListView } from '../lists/list.dto.ts';
import { ReportView } from '../reports/report.view.ts';
import { ReminderView } from '../reminders/reminder.dto.ts';
import { TaskView } from '../tasks/task.view.ts';

const RECORDS = [TaskView, ListView, ReminderView, ReportView, PersonView, SiteView];

/** What is looked for. */
export class SearchQuery extends PageQuery {
  @Text({
    max: 200,
    optional: true,
    description:
      'Words in any form, in English or Spanish, accents or not; typing mistakes are forgiven. ' +
      '"several words" is a phrase, -word leaves out, or joins alternatives. Without q: the latest records',
    example: 'generator -manual',
  })
  readonly q?: string;

  @OneOf([...FOUND_ENTITIES], { optional: true, example: 'task' })
  readonly entity?: FoundEntity;

  @Id({ optional: true, description: "A site's id" })
  readonly site?: string;

  @Form(/^(?:me|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i, "a person's id, or me", {
    max: 36,
    optional: true,
    description: 'Whose it is: who has it or did it, or made it when nobody has it',
    example: 'me',
  })
  readonly person?: string;

  @OneOf(['open', 'done'], { optional: true, description: 'Only what has a status', example: 'done' })
  readonly status?: 'open' | 'done';

  @Instant({ optional: true, description: 'The moment it is about (done, due or said) is not before' })
  readonly from?: string;

  @Instant({ optional: true, description: 'The moment it is about is before' })
  readonly to?: string;
}

/** A range of a text, in UTF-16 units. */
export class RangeView {
  @ApiProperty({ example: 15 })
  readonly start: number;

  @ApiProperty({ example: 9 })
  readonly length: number;
}

/** One record that was found. */
@ApiExtraModels(...RECORDS)
export class FoundView {
  @ApiProperty({ enum: FOUND_ENTITIES, example: 'task' })
  readonly entity: FoundEntity;

  @ApiProperty({
    anyOf: RECORDS.map((model) => ({ $ref: getSchemaPath(model) })),
    description: 'As its own route shows it',
  })
  readonly record: Found['record'];

  @ApiProperty({ example: 0.032787, description: 'Grows with how well it fits; to be compared within one answer' })
  readonly score: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z', description: 'The moment it is about' })
  readonly at: string;

  @ApiProperty({ example: 'Check Eagle Lake generator' })
  readonly snippet: string;

  @ApiProperty({ type: [RangeView], description: 'The parts of the snippet that were looked for' })
  readonly highlights: readonly RangeView[];
}
