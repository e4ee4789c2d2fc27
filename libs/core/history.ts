import type { CommandName, Priority, TaskStage } from './command.ts';
import type { ListItem, NameRef } from './records.ts';

/** What a record has a history as. */
export type HistoryKind = 'task' | 'list' | 'reminder' | 'report';

/** What a change set anew, by the names of the record's own fields. */
export interface SetAnew {
  readonly title?: string;
  readonly name?: string;
  readonly notes?: string | null;
  readonly priority?: Priority;
  /** Instants in ISO 8601. */
  readonly due?: string | null;
  readonly dueHasTime?: boolean;
  readonly recurrence?: string | null;
  readonly assignees?: readonly NameRef[];
  readonly people?: readonly NameRef[];
  readonly site?: NameRef | null;
  /** The number of the task it is a part of. */
  readonly parentRef?: number | null;
  /** What it waits for. */
  readonly blockedBy?: readonly { readonly ref: number }[];
  readonly private?: boolean;
  readonly status?: string;
  readonly stage?: TaskStage | null;
}

/** One change: who made it, when, and what it set or which items of a list it touched. */
export interface HistoryEntry {
  readonly at: string;
  readonly person: NameRef | null;
  readonly command: CommandName;
  readonly set: SetAnew;
  readonly items: readonly Pick<ListItem, 'text' | 'quantity' | 'unit'>[];
}

/** What has happened to one record, oldest first. */
export interface History {
  readonly kind: 'history';
  readonly command: 'change.show';
  readonly history: {
    readonly kind: HistoryKind;
    readonly id: string;
    readonly ref?: number;
    readonly title: string;
    readonly entries: readonly HistoryEntry[];
  };
  /** There was more before. */
  readonly more?: boolean;
}
