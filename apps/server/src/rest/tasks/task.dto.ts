import { RULE } from '../rule.ts';
import { PartialType, PickType } from '@nestjs/swagger';
import type { Priority, RecurrenceFrom, TaskStage } from '#core';
import { Flag, Form, Id, Ids, Instant, Nested, OneOf, Text, YesNo } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];
const STAGES = ['in_progress', 'on_hold'];

/** A record pointed at in the shape in which answers show it. */
export class Pointer {
  @Id()
  readonly id: string;

  @Text({ max: 200, optional: true, nullable: true, description: 'Not read; there because answers have it' })
  readonly name?: string | null;
}

/** What a program may say of a new task. */
export class NewTask {
  @Text({ max: 500, example: 'Check Eagle Lake generator' })
  readonly title: string;

  @Text({ max: 20_000, optional: true, nullable: true, example: 'The spare filter is in the truck' })
  readonly notes?: string | null;

  @OneOf(STAGES, {
    optional: true,
    nullable: true,
    description: 'How far it is; null: not begun. What is done is at no stage',
    example: 'in_progress',
  })
  readonly stage?: TaskStage | null;

  @OneOf(PRIORITIES, { optional: true, example: 'high' })
  readonly priority?: Priority;

  @Instant({ optional: true, nullable: true })
  readonly due?: string | null;

  @YesNo({ optional: true, description: 'false: due is only a day', example: true })
  readonly dueHasTime?: boolean;

  @Form(RULE, 'an RFC 5545 rule like FREQ=WEEKLY;BYDAY=MO', {
    max: 500,
    optional: true,
    nullable: true,
    example: 'FREQ=WEEKLY;BYDAY=MO',
  })
  readonly recurrence?: string | null;

  @OneOf(['schedule', 'completion'], {
    optional: true,
    description: 'What the repetition is counted from: the calendar, or when it was done last',
    example: 'completion',
  })
  readonly recurrenceFrom?: RecurrenceFrom;

  @Ids({ max: 50, optional: true, description: 'Ids of people' })
  readonly assigneeIds?: readonly string[];

  @Nested(() => Pointer, { many: 50, optional: true, description: 'The same as assigneeIds, as answers show it' })
  readonly assignees?: readonly Pointer[];

  @Id({ optional: true, nullable: true })
  readonly siteId?: string | null;

  @Nested(() => Pointer, { optional: true, nullable: true, description: 'The same as siteId, as answers show it' })
  readonly site?: Pointer | null;

  @Ids({ max: 50, optional: true, description: 'All the tasks that must be done before it, by id' })
  readonly blockerIds?: readonly string[];

  @Id({ optional: true, nullable: true, description: 'The task this one is a part of' })
  readonly parentId?: string | null;
}

/** What may be changed; absent keeps, null clears. */
export class TaskChanges extends PartialType(
  PickType(NewTask, [
    'title',
    'notes',
    'stage',
    'priority',
    'due',
    'dueHasTime',
    'recurrence',
    'recurrenceFrom',
    'assigneeIds',
    'assignees',
    'blockerIds',
    'parentId',
    'siteId',
    'site',
  ]),
  { skipNullProperties: false },
) {}

/** Which tasks are wanted. */
export class TaskQuery extends PageQuery {
  @OneOf(['open', 'done', 'all'], { optional: true, description: 'all when not said', example: 'open' })
  readonly status?: 'open' | 'done' | 'all';

  @OneOf(STAGES, { optional: true, description: 'Only open ones that are this far', example: 'on_hold' })
  readonly stage?: TaskStage;

  @Form(/^(?:me|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i, "a person's id, or me", {
    max: 36,
    optional: true,
    example: 'me',
  })
  readonly assignee?: string;

  @Id({ optional: true, description: "A site's id" })
  readonly site?: string;

  @Id({ optional: true, description: 'Subtasks of this task' })
  readonly parentId?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'Words of the title; typing mistakes are forgiven',
    example: 'generator',
  })
  readonly q?: string;

  @Instant({ optional: true })
  readonly dueFrom?: string;

  @Instant({ optional: true })
  readonly dueBefore?: string;

  @Flag({ optional: true, description: 'Only those that should have been done by now' })
  readonly overdue?: boolean;

  @OneOf(PRIORITIES, { optional: true, example: 'urgent' })
  readonly priority?: Priority;

  @Flag({ optional: true, description: 'Only those nobody has been given' })
  readonly unassigned?: boolean;

  @Flag({ optional: true, description: 'Only those that wait for another task, or are on hold' })
  readonly blocked?: boolean;
}
