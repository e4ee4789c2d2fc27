import { ApiProperty } from '@nestjs/swagger';
import type { Priority, RecurrenceFrom, Task, TaskStage, TaskStatus } from '#core';
import { NameRefView, RecordView, SourceView } from '../record.dto.ts';

/** How many subtasks there are at any depth, and how many of them are done. */
export class ProgressView {
  @ApiProperty({ example: 1 })
  readonly done: number;

  @ApiProperty({ example: 3 })
  readonly total: number;
}

/** A task that another one waits for. */
export class BlockerView {
  @ApiProperty({ format: 'uuid', example: '0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22' })
  readonly id: string;

  @ApiProperty({ example: 12 })
  readonly ref: number;

  @ApiProperty({ example: 'Pour the slab' })
  readonly title: string;

  @ApiProperty({ enum: ['open', 'done'], example: 'open' })
  readonly status: TaskStatus;
}

/** A task as the API shows it. */
export class TaskView extends RecordView implements Task {
  @ApiProperty({ example: 42, description: 'The short number people say: #42' })
  readonly ref: number;

  @ApiProperty({ example: 'Check Eagle Lake generator' })
  readonly title: string;

  @ApiProperty({ type: String, nullable: true, example: 'The spare filter is in the truck' })
  readonly notes: string | null;

  @ApiProperty({ enum: ['open', 'done'], example: 'open' })
  readonly status: TaskStatus;

  @ApiProperty({
    enum: ['in_progress', 'on_hold', null],
    nullable: true,
    example: null,
    description: 'How far an open task is; null: not begun, or done',
  })
  readonly stage: TaskStage | null;

  @ApiProperty({ enum: ['low', 'normal', 'high', 'urgent'], example: 'normal' })
  readonly priority: Priority;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-25T21:00:00.000Z' })
  readonly due: string | null;

  @ApiProperty({ example: true, description: 'Whether due is a time of day, or only a day' })
  readonly dueHasTime: boolean;

  @ApiProperty({ type: String, nullable: true, example: 'America/Chicago' })
  readonly timeZone: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'FREQ=WEEKLY;BYDAY=MO', description: 'RFC 5545 RRULE' })
  readonly recurrence: string | null;

  @ApiProperty({
    enum: ['schedule', 'completion'],
    example: 'schedule',
    description: 'What the repetition is counted from: the calendar, or when it was done last',
  })
  readonly recurrenceFrom: RecurrenceFrom;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'The first time of the repetition',
  })
  readonly startsAt: string | null;

  @ApiProperty({ type: [NameRefView] })
  readonly assignees: readonly NameRefView[];

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly site: NameRefView | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Set for a subtask', example: null })
  readonly parentId: string | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  readonly parentRef: number | null;

  @ApiProperty({ type: ProgressView })
  readonly progress: ProgressView;

  @ApiProperty({
    type: [BlockerView],
    description: 'Tasks that must be done before it; it is blocked while one of them is open',
  })
  readonly blockedBy: readonly BlockerView[];

  @ApiProperty({ type: NameRefView })
  readonly createdBy: NameRefView;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it was done; of an open task that repeats, when it was done last',
  })
  readonly completedAt: string | null;

  @ApiProperty({ type: SourceView })
  readonly source: SourceView;
}
