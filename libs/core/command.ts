import type { EquipmentStatus, Question, ReportAttachment, ReportReading } from './report.ts';

/** What a command is about. */
export const ENTITIES = [
  'task',
  'list',
  'reminder',
  'report',
  'template',
  'checklist',
  'memory',
  'search',
  'change',
  'settings',
  'person',
  'site',
  'smalltalk',
  'none',
] as const;
export type Entity = (typeof ENTITIES)[number];

/** The whole vocabulary, entity by entity; nothing else reaches a processor. */
export const OPERATIONS = {
  task: ['create', 'show', 'complete', 'reopen', 'update', 'reassign', 'note', 'stage', 'delete'],
  list: ['create', 'show', 'add', 'remove', 'check', 'uncheck', 'amend', 'rename', 'update', 'move', 'clear', 'delete'],
  reminder: ['create', 'show', 'update', 'snooze', 'cancel'],
  report: ['create', 'show', 'followup', 'status', 'update', 'note', 'delete'],
  /** The questions a site's checklist asks. */
  template: ['create', 'show', 'delete'],
  /** Walking through a template's questions, one after the other; it ends as a report. */
  checklist: ['start', 'answer', 'cancel'],
  memory: ['remember', 'recall', 'correct', 'forget'],
  search: ['ask'],
  /** Taking back what was done, doing it again after all, and what has happened to a record. */
  change: ['undo', 'redo', 'show'],
  /** What the speaker wants of the product: quiet hours, digest, time zone, language. */
  settings: ['show', 'update'],
  /** The crew, and where it works: who and what is added, and who and what there is. */
  person: ['create', 'show'],
  site: ['create', 'show'],
  smalltalk: ['help', 'start', 'version', 'greet', 'thank', 'chat', 'explain'],
  none: ['unknown'],
} as const satisfies Record<Entity, readonly string[]>;

export type OperationOf<E extends Entity> = (typeof OPERATIONS)[E][number];
export type Operation = OperationOf<Entity>;

/** A command's name in one word, as logs, audit and the API spell it: `task.create`. */
export type CommandName = { [E in Entity]: `${E}.${OperationOf<E>}` }[Entity];

export type Priority = 'low' | 'normal' | 'high' | 'urgent';

/** How far an open task is: somebody is at it, or it waits for something that is no task. */
export type TaskStage = 'in_progress' | 'on_hold';

/** Whether a repetition keeps to the calendar ("every Monday") or to the last time it was done ("3 days after"). */
export type RecurrenceFrom = 'schedule' | 'completion';

/** A person as a message named them: found in the directory (`personId`), or only as spelt. */
export interface NamedPerson {
  readonly name: string;
  readonly personId?: string;
}

/** One thing on a list; quantity and unit exactly as said ("2", "boxes"). */
export interface Item {
  readonly text: string;
  readonly quantity?: string;
  readonly unit?: string;
}

/** A task that follows from a report. */
export type FollowUp = Pick<
  Slots,
  'title' | 'due' | 'dueHasTime' | 'dueText' | 'recurrence' | 'priority' | 'assignees' | 'site'
>;

/** What a command carries. Absent means not said; null, which only programs say, means: clear it. */
export interface Slots {
  /** The record meant, by its id: how programs point at things. */
  readonly id?: string;
  /** The version a program has read; a newer one in the records refuses the change. */
  readonly version?: number;
  readonly title?: string;
  readonly items?: readonly Item[];
  readonly listName?: string;
  /** For the speaker alone, or for everybody. */
  readonly private?: boolean;
  /** Where things are to be moved from, as said. */
  readonly fromList?: string;
  /** The list meant, when the directory already knew it. */
  readonly listId?: string;
  readonly assignees?: readonly NamedPerson[];
  /** Beside whoever has it already, or those who have it no more; absent: instead of them. */
  readonly crew?: 'also' | 'without';
  readonly site?: { readonly name: string; readonly siteId?: string } | null;
  /** ISO 8601 with offset: the instant the words meant in the speaker's zone. */
  readonly due?: string | null;
  /** The end of a span ("from 2 to 4"), like `due`. */
  readonly end?: string;
  /** Whether the words named a time of day, or only a day. */
  readonly dueHasTime?: boolean;
  /** The words that were read as time. */
  readonly dueText?: string;
  /** By how much it is put off, from when it is due now ("postpone 3 by two days"). */
  readonly by?: { readonly unit: 'minute' | 'hour' | 'day' | 'week' | 'month'; readonly count: number };
  /** RFC 5545 RRULE value without the `RRULE:` prefix. */
  readonly recurrence?: string | null;
  /** What the repetition is counted from: the calendar, or when it was done last. */
  readonly recurrenceFrom?: RecurrenceFrom;
  /** First day of the recurrence, ISO date. */
  readonly dtstart?: string;
  readonly priority?: Priority;
  readonly notes?: string | null;
  /** Added to what is noted already. */
  readonly moreNotes?: string;
  /** Short human numbers of the records meant: the 42 of `#42`. */
  readonly refs?: readonly number[];
  /** The parent task's short number, for a subtask. */
  readonly parentRef?: number;
  readonly parentId?: string | null;
  /** Short numbers of the tasks it must wait for, besides those it waits for already. */
  readonly after?: readonly number[];
  /** All the tasks it must wait for, by id. */
  readonly blockerIds?: readonly string[];
  /** What an item of a list is from now on; null takes a quantity or a unit away. */
  readonly other?: {
    readonly text?: string;
    readonly quantity?: string | null;
    readonly unit?: string | null;
    readonly checked?: boolean;
  };
  /** List items by id. */
  readonly itemIds?: readonly string[];
  /** Words that describe the record meant, when no number was given. */
  readonly query?: string;
  /** Only perhaps meant ("paint shed is done"): carried out when the records bear it out. */
  readonly guess?: boolean;
  /** The speaker has said that they mean it. */
  readonly sure?: boolean;
  /** The whole is meant ("all", "everything"). */
  readonly all?: boolean;
  /** Only the speaker's own. */
  readonly mine?: boolean;
  readonly status?: 'open' | 'done' | 'all';
  /** How far a task is; null: not begun. */
  readonly stage?: TaskStage | null;
  /** Only what should have been done by now. */
  readonly overdue?: boolean;
  /** Only what nobody has been given. */
  readonly unassigned?: boolean;
  /** Only what waits for other tasks, or is on hold. */
  readonly blocked?: boolean;
  /** A week or month, counted from this one: 0 is "this week". */
  readonly span?: { readonly unit: 'week' | 'month'; readonly offset: number };
  /** The audit entry of the change to take back; the latest when absent. */
  readonly auditId?: number;
  /** The speaker's own settings; null turns one off. Times of day as `HH:MM` on their clock. */
  readonly quiet?: { readonly from: string; readonly until: string } | null;
  readonly digestAt?: string | null;
  /** IANA name. */
  readonly timeZone?: string | null;
  /** en or es. */
  readonly language?: string;
  /** A new name, for renaming. */
  readonly newName?: string;
  /** What a report's words say in numbers, of which equipment, and what is to be done about it. */
  readonly readings?: readonly ReportReading[];
  readonly equipment?: readonly EquipmentStatus[];
  readonly followUps?: readonly FollowUp[];
  /** What its words may want done; asked about, not done at once. */
  readonly suggestions?: readonly FollowUp[];
  readonly attachments?: readonly ReportAttachment[];
  /** ISO 8601 instant of what a report tells of; when it was said, when absent. */
  readonly observedAt?: string;
  /** Days on the speaker's calendar, `YYYY-MM-DD`: from the first, to before the last. */
  readonly period?: { readonly from: string; readonly to: string };
  /** Only the newest is wanted. */
  readonly latest?: boolean;
  readonly reportStatus?: 'draft' | 'final';
  /** In what form a record is wanted. */
  readonly as?: 'pdf' | 'csv';
  readonly questions?: readonly Question[];
  /** What is answered to which question of a checklist, counted from 0; without a place, to the one that is asked now. */
  readonly answer?: { readonly value: string | number; readonly unit?: string | null; readonly position?: number };
}

/** Entity + operation + slots: the only thing a processor accepts. */
export interface Command {
  readonly entity: Entity;
  readonly operation: Operation;
  readonly slots: Slots;
}

/** The name of a command, `entity.operation`. */
export function nameOf(command: Pick<Command, 'entity' | 'operation'>): CommandName {
  return `${command.entity}.${command.operation}` as CommandName; // built from the two halves of that very union
}
