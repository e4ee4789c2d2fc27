import type { CommandName, HistoryEntry, ListItem, SetAnew } from '#core';
import type { AuditEntry } from '#stores';

const FIELDS = [
  'title',
  'name',
  'notes',
  'priority',
  'due',
  'recurrence',
  'assignees',
  'people',
  'site',
  'parentRef',
  'blockedBy',
  'private',
  'status',
  'stage',
] as const satisfies readonly (keyof SetAnew)[];

/** What the audit keeps of a record: a change has it under its kind, what came of the change under `subject`. */
interface Kept {
  readonly [entity: string]: (SetAnew & { readonly id?: string }) | undefined;
}

/** An entry of the audit as one change: of the record only what is other than before. */
export function entryOf({ at, person, command, entity, before, after }: AuditEntry): HistoryEntry {
  const was = (before as Kept | null)?.[entity]; // the audit is written by commit_steps, in this form
  const came = after as { readonly subject?: Kept; readonly items?: readonly ListItem[] } | null;
  const is = came?.subject?.[entity];
  const changed = was && is ? FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field])) : [];
  const set = Object.fromEntries(changed.map((field) => [field, is?.[field] ?? null]));
  return {
    at,
    person,
    command: command as CommandName,
    set: 'due' in set ? { ...set, dueHasTime: is?.dueHasTime ?? true } : set,
    items: (came?.items ?? []).map(({ text, quantity, unit }) => ({ text, quantity, unit })),
  };
}
