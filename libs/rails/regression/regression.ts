import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '#core';

/** One thing a crew says, written by us, and what must be understood. `none` must never be carried out. */
export interface Row {
  readonly text: string;
  readonly commands: readonly string[];
  readonly slots?: Readonly<Record<string, unknown>>;
}

export function regressionRows(): Row[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) =>
    readFileSync(join(import.meta.dirname, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row),
  );
}

/** The crew the rows speak of. */
export const CREW: Reading = {
  now: new Date('2026-06-03T15:15:00Z'),
  timeZone: 'America/Chicago',
  speakerId: 'p3',
  known: {
    people: [
      { id: 'p1', name: 'Joel', aliases: ['joelito'], timeZone: 'America/Denver' },
      { id: 'p2', name: 'Maria Lopez', aliases: ['maria', 'the electrician'], timeZone: 'America/Chicago' },
      { id: 'p3', name: 'Taylor', aliases: [] },
    ],
    sites: [
      { id: 's1', name: 'Eagle Lake', aliases: ['EL'] },
      { id: 's2', name: 'Crockett', aliases: ['Site Crockett', 'Sitio Crockett'] },
      { id: 's3', name: 'Mathis', aliases: ['Site Mathis'] },
    ],
    lists: [],
  },
};
