import type { Report } from './report.ts';
import type { List, Person, Reminder, Site, Task } from './records.ts';

/** The kinds of records that can be found. */
export const FOUND_ENTITIES = ['task', 'list', 'reminder', 'report', 'person', 'site'] as const;
export type FoundEntity = (typeof FOUND_ENTITIES)[number];

type Kind<E extends FoundEntity, R> = { readonly entity: E; readonly record: R };

/** One record that was found, whatever its kind, and where its words are. */
export type Found = (
  | Kind<'task', Task>
  | Kind<'list', List>
  | Kind<'report', Report>
  | Kind<'reminder', Reminder>
  | Kind<'person', Person>
  | Kind<'site', Site>
) & {
  /** Grows with how well it fits; only to be compared within one answer. */
  readonly score: number;
  /** The instant it is about: done, due, said. */
  readonly at: string;
  readonly snippet: string;
  /** Which parts of the snippet were looked for, in UTF-16 units. */
  readonly highlights: readonly { readonly start: number; readonly length: number }[];
};
