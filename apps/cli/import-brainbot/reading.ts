import type { IdOf, Known } from './plan.ts';
import type { Row, Table } from './rows.ts';

/** Fields that point at records made of other rows; what was not made is not pointed at. */
export function pointing(idOf: IdOf, where: Readonly<Record<string, readonly [Table, unknown]>>): object {
  const found = Object.entries(where).map(([name, [table, id]]) => [name, idOf(table, id)] as const);
  return Object.fromEntries(found.filter(([, id]) => id !== undefined));
}

/** The same for a list of one. */
export function listing(idOf: IdOf, name: string, table: Table, id: unknown): object {
  const found = idOf(table, id);
  return found ? { [name]: [found] } : {};
}

/** Whoever goes by one of the names, in any case. */
export function namesake(known: readonly Known[], names: readonly string[]): Known | undefined {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return known.find((one) => [one.name, ...one.aliases].some((name) => wanted.has(name.toLowerCase())));
}

/** A subtask after what it is a part of. */
export function parentsFirst(tasks: readonly Row[]): readonly Row[] {
  const byId = new Map(tasks.map((row) => [row['id'], row]));
  const depth = (row: Row, seen = 0): number => {
    const parent = byId.get(row['parent_task_id']);
    return parent && seen < 50 ? depth(parent, seen + 1) : seen;
  };
  return tasks.toSorted((a, b) => depth(a) - depth(b));
}

/** What a column says; nothing when it says nothing. */
export function text(value: unknown): string | undefined {
  const said = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return said === '' ? undefined : said;
}

/** A column of several texts. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : [];
}

/** Whether it is the name of a time zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
