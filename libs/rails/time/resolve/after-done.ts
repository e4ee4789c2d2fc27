import { Temporal } from 'temporal-polyfill';
import { nextOccurrence } from './rule.ts';

export interface DoneOptions {
  readonly doneAt: Date;
  /** When it was due: its time of day is kept. Without one, only the day counts. */
  readonly due?: Date;
  readonly timeZone: string;
}

const CALENDAR: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'years'>> = {
  DAILY: 'days',
  WEEKLY: 'weeks',
  MONTHLY: 'months',
  YEARLY: 'years',
};

/**
 * The next time of what repeats a while after it was done: so many days after the day it was done, at the time of day
 * it had. A rule that names days ("every Monday after done") means the first of them after that day.
 */
export function nextAfterDone(rule: string, { doneAt, due, timeZone }: DoneOptions): Date | undefined {
  const parts = new Map(
    rule.split(';').map(
      (part) =>
        part
          .toUpperCase()
          .replace(/^RRULE:/u, '')
          .split('=') as [string, string],
    ),
  );
  const unit = CALENDAR[parts.get('FREQ') ?? ''];
  const done = Temporal.Instant.fromEpochMilliseconds(doneAt.getTime()).toZonedDateTimeISO(timeZone);
  if (!unit) return nextOccurrence(rule, { dtstart: iso(done), timeZone, after: doneAt });
  const time = due && Temporal.Instant.fromEpochMilliseconds(due.getTime()).toZonedDateTimeISO(timeZone).toPlainTime();
  const day = done.toPlainDate();
  if (['BYDAY', 'BYMONTHDAY', 'BYMONTH'].some((part) => parts.has(part))) {
    const after = day.add({ days: 1 }).toZonedDateTime(timeZone).subtract({ seconds: 1 });
    const dtstart = day.toPlainDateTime(time).toString();
    return nextOccurrence(rule, { dtstart, timeZone, after: new Date(after.epochMilliseconds) });
  }
  const next = day.add({ [unit]: Number(parts.get('INTERVAL') ?? 1) });
  return new Date(next.toPlainDateTime(time ?? '00:00').toZonedDateTime(timeZone).epochMilliseconds);
}

function iso(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
