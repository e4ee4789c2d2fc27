import { expect, it } from '@jest/globals';
import * as recognizers from '@microsoft/recognizers-text-date-time';
import * as chrono from 'chrono-node';
import { readTime } from './index.ts';

/** A Wednesday at a quarter past ten; UTC, so that the libraries' own clock is the wall clock. */
const NOW = new Date('2026-06-03T10:15:00Z');
const DAYS = ['in 1 day', 'on friday', 'in 9 days', 'on june 17', 'on august 9th', 'in 3 days', 'in 12 days'];
const CLOCKS = ['', 'at 9 am', 'at 3 pm', 'at 4:30 pm', 'at 11:45 am', 'at noon', 'at 7:05 pm'];
const ALONE = ['in 33 minutes', 'in 7 hours', 'in 14 hours', 'at 5 pm', 'at 6:20 pm', 'today at 2:50 pm', 'november 2 2027']; // prettier-ignore
/** Phrases both libraries get right; "in two weeks" and "coming sunday" defeat one, "day after tomorrow" the other. */
const PHRASES = [...DAYS.flatMap((day) => CLOCKS.map((clock) => `${day} ${clock}`.trim())), ...ALONE];

function chronoReads(text: string): string {
  const start = chrono.parse(text, { instant: NOW, timezone: 0 }, { forwardDate: true })[0]?.start;
  const pad = (part: 'year' | 'month' | 'day' | 'hour' | 'minute') => String(start?.get(part) ?? 0).padStart(2, '0');
  const time = start?.isCertain('hour') ? `${pad('hour')}:${pad('minute')}` : '00:00';
  return `${pad('year')}-${pad('month')}-${pad('day')}T${time}`;
}

function recognizersRead(text: string): string[] {
  const found = recognizers.recognizeDateTime(text, 'en-us', undefined, NOW);
  return found.flatMap(({ resolution }) =>
    ((resolution?.['values'] ?? []) as { value?: string }[]).map(({ value = '' }) =>
      value.length === 10
        ? `${value}T00:00`
        : value.length === 8
          ? `2026-06-03T${value.slice(0, 5)}`
          : value.replace(' ', 'T').slice(0, 16),
    ),
  );
}

it.each(PHRASES)('reads "%s" as chrono and recognizers both do', (text) => {
  const due = readTime(text, { now: NOW, timeZone: 'UTC' })?.due?.slice(0, 16);
  expect(due).toBe(chronoReads(text));
  expect(recognizersRead(text)).toContain(due);
});
