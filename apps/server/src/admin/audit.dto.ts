import { ApiProperty } from '@nestjs/swagger';
import type { AuditEntry, NamedIn, Purge, Retention } from '#stores';
import { Count, Form, Id, Instant, OneOf, Text, YesNo } from '../http/fields.ts';
import { PageQuery } from '../http/page.dto.ts';
import { NameRefView, SourceView } from '../rest/record.dto.ts';

/** Which entries are wanted. */
export class AuditQuery extends PageQuery {
  @Form(/^[a-z]{1,40}$/, 'the name of a kind of record', { max: 40, optional: true, example: 'task' })
  readonly entity?: string;

  @Id({ optional: true, description: 'The record' })
  readonly entityId?: string;

  @Id({ optional: true, description: 'Who did it' })
  readonly personId?: string;

  @Instant({ optional: true, description: 'From then on' })
  readonly from?: string;

  @Instant({ optional: true, description: 'Before then' })
  readonly to?: string;
}

/** One change, as it was written down in the transaction that made it. */
export class AuditEntryView implements AuditEntry {
  @ApiProperty({ example: 4711 })
  readonly id: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly at: string;

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly person: NameRefView | null;

  @ApiProperty({ example: 'task.complete' })
  readonly command: string;

  @ApiProperty({ example: 'task' })
  readonly entity: string;

  @ApiProperty({ format: 'uuid', example: '0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22' })
  readonly entityId: string;

  @ApiProperty({ type: Object, nullable: true, description: 'The record before; null when it was not there' })
  readonly before: object | null;

  @ApiProperty({ type: Object, nullable: true, description: 'What came of it, the record under subject' })
  readonly after: object | null;

  @ApiProperty({ type: SourceView })
  readonly source: SourceView;

  @ApiProperty({ type: String, nullable: true, example: 'grammar', description: 'Which rail understood the message' })
  readonly rail: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.98 })
  readonly confidence: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'direct' })
  readonly tier: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The model that had a say in it' })
  readonly model: string | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  readonly tokens: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'The entry that was taken back' })
  readonly undoes: number | null;
}

/** A record to be removed for good. */
export class NewPurge {
  @OneOf(['task', 'list', 'reminder', 'report', 'message', 'template', 'media', 'person'], { example: 'task' })
  readonly entity: string;

  @Id()
  readonly id: string;

  @Text({ max: 500, example: 'Personal data, asked to be erased on 3 June', description: 'Why; it is kept' })
  readonly reason: string;

  @YesNo({
    optional: true,
    description:
      'Of a person: their name goes out of the titles, notes and reports of others as well, deleted and private ones too',
  })
  readonly replaceNames?: boolean;
}

/** A record that stays and names them. */
export class NamedInView implements NamedIn {
  @ApiProperty({ example: 'task' })
  readonly entity: string;

  @ApiProperty({ format: 'uuid', example: '0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22' })
  readonly id: string;

  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly ref: number | null;
}

/** What is left of it. */
export class PurgeView implements Purge {
  @ApiProperty({ format: 'uuid', example: '5c2c9a44-8d2e-4a53-b6a3-0b7f4d1c9e10' })
  readonly id: string;

  @ApiProperty({ example: 'task' })
  readonly entity: string;

  @ApiProperty({ format: 'uuid', example: '0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22' })
  readonly entityId: string;

  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly ref: number | null;

  @ApiProperty({ example: 'Personal data, asked to be erased on 3 June' })
  readonly reason: string;

  @ApiProperty({ type: NameRefView, nullable: true, description: 'null: the retention settings' })
  readonly person: NameRefView | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When nothing mentioned it any more' })
  readonly doneAt: string | null;

  @ApiProperty({
    type: [NamedInView],
    description: 'Records that stay, in which others had named the person; others’ private lists are not told of',
  })
  readonly namedIn: readonly NamedInView[];

  @ApiProperty({ example: false, description: 'Whether the name was replaced there' })
  readonly namesReplaced: boolean;
}

const days = (description: string) => ({ description, optional: true, nullable: true, example: 365 });

/** How long things are kept; absent keeps, null is for good. */
export class RetentionChanges {
  @Count(
    1,
    36_500,
    days('Days until what people said is forgotten, with the files that no report has; what came of it stays'),
  )
  readonly messagesDays?: number | null;

  @Count(1, 36_500, days('Days until what was sent is forgotten'))
  readonly outboxDays?: number | null;

  @Count(1, 36_500, days('Days until deleted records are purged'))
  readonly deletedDays?: number | null;
}

/** How long things are kept. */
export class RetentionView implements Retention {
  @ApiProperty({ type: Number, nullable: true, example: null })
  readonly messagesDays: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 90 })
  readonly outboxDays: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 365 })
  readonly deletedDays: number | null;

  @ApiProperty({ example: 1, description: 'Grows by one at every change; the ETag' })
  readonly version: number;
}
