import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text with the labels that may be given to it. */
export interface IntentRow {
  readonly id: string;
  readonly text: string;
  readonly set: 'in_scope' | 'oos' | 'smalltalk' | 'borderline';
  readonly accept: readonly string[];
  readonly slots: Readonly<Record<string, string | readonly string[]>> | null;
  readonly source: string;
  readonly flags?: readonly string[];
}

/** A phrase with the instant it means, on the wall clock of its zone; null where none may be found. */
export interface DateRow {
  readonly text: string;
  readonly span?: string;
  readonly ref: string;
  readonly tz?: string;
  readonly tier: string;
  readonly category: string;
  readonly relative?: boolean;
  readonly gold: {
    readonly start: string;
    readonly end: string | null;
    readonly grain: string;
    readonly alternatives?: readonly string[];
  } | null;
}

/** A phrase with the rule it means; null where none may be found. */
export interface RecurrenceRow {
  readonly text: string;
  readonly ref: string;
  readonly tz?: string;
  readonly recurrence: Readonly<Record<string, string | number | readonly (string | number)[]>> | null;
}

export interface Gold {
  readonly intents: readonly IntentRow[];
  readonly dates: readonly DateRow[];
  readonly everyday: readonly RecurrenceRow[];
  readonly corpus: readonly RecurrenceRow[];
}

/** Sorts every row below a directory by what it asks. */
export function goldIn(directory: string): Gold {
  const intents: IntentRow[] = [];
  const dates: DateRow[] = [];
  const everyday: RecurrenceRow[] = [];
  const corpus: RecurrenceRow[] = [];
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.jsonl'))) {
    for (const row of linesOf(join(directory, name))) {
      if ('accept' in row) intents.push(row as unknown as IntentRow);
      else if ('recurrence' in row)
        (name.includes('everyday') ? everyday : corpus).push(row as unknown as RecurrenceRow);
      else if ('gold' in row) dates.push(row as unknown as DateRow);
    }
  }
  return { intents, dates, everyday, corpus };
}

function linesOf(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
