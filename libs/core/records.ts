import type { Priority, RecurrenceFrom, TaskStage } from './command.ts';
import type { Role, Scope } from './message.ts';

/** Somebody or somewhere, as a record mentions them. */
export interface NameRef {
  readonly id: string;
  readonly name: string;
}

/** Where a record came from. */
export interface RecordSource {
  readonly source: string;
  readonly messageId: string | null;
}

interface Versioned {
  readonly id: string;
  /** ISO 8601 instants. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Grows by one at every change; the ETag. */
  readonly version: number;
}

export type TaskStatus = 'open' | 'done';

/** A task, or a subtask when `parentId` is set. */
export interface Task extends Versioned {
  readonly ref: number;
  readonly title: string;
  readonly notes: string | null;
  readonly status: TaskStatus;
  /** Null: not begun, or done. */
  readonly stage: TaskStage | null;
  readonly priority: Priority;
  readonly due: string | null;
  /** Whether `due` is a time of day or only a day. */
  readonly dueHasTime: boolean;
  readonly timeZone: string | null;
  readonly recurrence: string | null;
  readonly recurrenceFrom: RecurrenceFrom;
  /** The first time of the repetition, from which the others are reckoned. */
  readonly startsAt: string | null;
  readonly assignees: readonly NameRef[];
  readonly site: NameRef | null;
  readonly parentId: string | null;
  readonly parentRef: number | null;
  /** Subtasks done and in all. */
  readonly progress: { readonly done: number; readonly total: number };
  /** Tasks that must be done before it; it is blocked while one of them is open. */
  readonly blockedBy: readonly Pick<Task, 'id' | 'ref' | 'title' | 'status'>[];
  readonly createdBy: NameRef;
  /** When it was done; of a task that repeats and is open, when it was done last. */
  readonly completedAt: string | null;
  readonly source: RecordSource;
}

/** One line of a list. */
export interface ListItem {
  readonly id: string;
  readonly position: number;
  readonly text: string;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly checked: boolean;
  readonly checkedAt: string | null;
  readonly checkedBy: NameRef | null;
}

/** A list with its items in order. */
export interface List extends Versioned {
  readonly ref: number;
  readonly name: string;
  /** Only whoever made it sees it. */
  readonly private: boolean;
  readonly items: readonly ListItem[];
  /** In what is told of a change, `items` are those it touched, and this is how many it left alone. */
  readonly others?: number;
  readonly createdBy: NameRef;
  readonly source: RecordSource;
}

export type ReminderStatus = 'pending' | 'sent' | 'cancelled' | 'failed';

/** Something to be said to somebody at a time. */
export interface Reminder extends Versioned {
  readonly ref: number;
  readonly title: string;
  readonly due: string;
  readonly timeZone: string;
  readonly recurrence: string | null;
  readonly status: ReminderStatus;
  readonly people: readonly NameRef[];
  readonly site: NameRef | null;
  readonly createdBy: NameRef;
  readonly source: RecordSource;
}

/** A member of the crew. */
export interface Person extends Versioned {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly role: Role;
  readonly timeZone: string | null;
  readonly language: string;
  /** Telegram's numeric user id, as text: the first of all their accounts. */
  readonly telegramId: string | null;
  readonly telegramIds: readonly string[];
  /** The sites they work at; none: everywhere. */
  readonly siteIds: readonly string[];
  /** `HH:MM` on their own clock: not to be disturbed from, until; told their day at. */
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  readonly digestAt: string | null;
  readonly sample: boolean;
}

/** What somebody wants of the product for themselves. */
export type PersonSettings = Pick<
  Person,
  'id' | 'name' | 'timeZone' | 'language' | 'quietFrom' | 'quietUntil' | 'digestAt' | 'version'
>;

/** A place where work happens. */
export interface Site extends Versioned {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly timeZone: string | null;
  readonly sample: boolean;
}

export type MediaStatus = 'pending' | 'stored' | 'failed';

/** A photo, a voice message or another file; what is in it is had by itself. */
export interface Media extends Versioned {
  readonly name: string;
  /** The media type its bytes have. */
  readonly type: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly status: MediaStatus;
  readonly createdBy: NameRef | null;
  readonly messageId: string | null;
}

/** A key for programs; the secret itself is shown once and kept only as a hash. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, to tell keys apart. */
  readonly prefix: string;
  readonly person: NameRef;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  /** Null: as many as anybody. */
  readonly requestsPerMinute: number | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}
