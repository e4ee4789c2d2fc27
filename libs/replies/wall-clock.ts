import { dateFormat } from '#core';
import type { Phrases } from './phrases.ts';

/** An instant as people say it in a zone: "tomorrow, Tue 24 Nov, 15:00". */
export function wallClock(
  iso: string,
  hasTime: boolean,
  timeZone: string,
  now: Date,
  { locale, ...words }: Phrases,
): string {
  const at = new Date(iso);
  const day = dateFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...yearIfOther(at, now),
  });
  const time = dateFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const near = { '-1': words.yesterday, '0': words.today, '1': words.tomorrow }[String(daysBetween(now, at, timeZone))];
  return [near, day.format(at).replaceAll(',', ''), hasTime ? time.format(at) : undefined].filter(Boolean).join(', ');
}

/** The days from one instant up to another: "today, Wed 3 Jun", "Mon 1 Jun – Sun 7 Jun". */
export function daysWords(
  { from, until }: { readonly from: string; readonly until: string },
  { timeZone, now, phrases }: { readonly timeZone: string; readonly now: Date; readonly phrases: Phrases },
): string {
  const last = new Date(Date.parse(until) - 1);
  if (daysBetween(new Date(from), last, timeZone) === 0) return wallClock(from, false, timeZone, now, phrases);
  const format = dateFormat(phrases.locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  return [from, last].map((at) => format.format(new Date(at)).replaceAll(',', '')).join(' – ');
}

function yearIfOther(at: Date, now: Date): { year?: 'numeric' } {
  return Math.abs(at.getTime() - now.getTime()) > 300 * 86_400_000 ? { year: 'numeric' } : {};
}

function daysBetween(from: Date, to: Date, timeZone: string): number {
  const day = dateFormat('en-CA', { timeZone });
  return Math.round((Date.parse(day.format(to)) - Date.parse(day.format(from))) / 86_400_000);
}
