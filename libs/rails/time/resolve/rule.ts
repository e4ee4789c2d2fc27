import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

export interface RuleOptions {
  /** Local wall clock, or ISO with offset. */
  readonly dtstart: string;
  readonly timeZone: string;
  readonly after: Date;
}

/** Days, weeks, months or years to look through: 29 February on one weekday comes within 40 years. */
const MOST_PERIODS = 2000;
const ELAPSED_SECONDS: Readonly<Record<string, number>> = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

/**
 * The next firing of a rule after an instant. Days keep their wall clock: the rule is expanded on the bare clock,
 * then placed in the zone, so a 02:30 that spring skips fires at 03:30, and one that autumn repeats fires once.
 * Hours, minutes and seconds run on as they elapse.
 */
export function nextOccurrence(rule: string, { dtstart, timeZone, after }: RuleOptions): Date | undefined {
  const start = wallClock(dtstart, timeZone);
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.toUpperCase().split('=') as [string, string]),
  );
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime());
  const seconds = ELAPSED_SECONDS[parts.get('FREQ') ?? ''];
  if (seconds && ![...parts.keys()].some((key) => key.startsWith('BY')))
    return nextElapsed(start.toZonedDateTime(timeZone).toInstant(), seconds * Number(parts.get('INTERVAL') ?? 1), {
      parts,
      timeZone,
      from,
    });
  return nextOnTheClock(start, parts, { timeZone, from });
}

function nextElapsed(
  start: Temporal.Instant,
  stepSeconds: number,
  limits: { parts: ReadonlyMap<string, string>; timeZone: string; from: Temporal.Instant },
): Date | undefined {
  const passed = (limits.from.epochMilliseconds - start.epochMilliseconds) / 1000;
  const index = passed < 0 ? 0 : Math.floor(passed / stepSeconds) + 1;
  const next = start.add({ seconds: index * stepSeconds });
  const until = untilWall(limits.parts.get('UNTIL'), limits.timeZone);
  if (index >= Number(limits.parts.get('COUNT') ?? Infinity)) return undefined;
  if (until && Temporal.PlainDateTime.compare(next.toZonedDateTimeISO(limits.timeZone).toPlainDateTime(), until) > 0)
    return undefined;
  return new Date(next.epochMilliseconds);
}

function nextOnTheClock(
  start: Temporal.PlainDateTime,
  parts: ReadonlyMap<string, string>,
  { timeZone, from }: { timeZone: string; from: Temporal.Instant },
): Date | undefined {
  // what is narrowed by nothing fires first when it starts
  const isPlain = ![...parts.keys()].some((key) => key === 'UNTIL' || key.startsWith('BY'));
  const first = isPlain ? start.toZonedDateTime(timeZone).epochMilliseconds : -Infinity;
  if (first > from.epochMilliseconds) return new Date(first);
  const wall = new RRuleTemporal({ rruleString: asBareClock(start, parts, timeZone), maxIterations: MOST_PERIODS });
  // A day earlier: no zone's clock is set by more, and each candidate is checked as an instant.
  let cursor = new Date(
    from.toZonedDateTimeISO(timeZone).toPlainDateTime().subtract({ days: 1 }).toZonedDateTime('UTC').epochMilliseconds,
  );
  for (;;) {
    const next = firing(wall, cursor);
    if (!next) return undefined;
    const placed = Temporal.PlainDateTime.from(next.toPlainDateTime().toString()).toZonedDateTime(timeZone);
    if (placed.epochMilliseconds > from.epochMilliseconds) return new Date(placed.epochMilliseconds);
    cursor = new Date(next.epochMilliseconds);
  }
}

/** rrule-temporal throws when it has looked in vain: a rule such as "every 30 February" has no next firing. */
function firing(wall: RRuleTemporal, after: Date) {
  try {
    return wall.next(after);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum iterations')) return null;
    throw error;
  }
}

/** The rule with its wall clock written as UTC, where no hour is missing or doubled. */
function asBareClock(start: Temporal.PlainDateTime, parts: ReadonlyMap<string, string>, timeZone: string): string {
  const until = untilWall(parts.get('UNTIL'), timeZone);
  const rule = [...parts]
    .map(([key, value]) => `${key}=${key === 'UNTIL' && until ? `${compact(until)}Z` : value}`)
    .join(';');
  return `DTSTART:${compact(start)}Z\nRRULE:${rule}`;
}

function compact(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}

/** A day as the end includes all of that day. */
function untilWall(until: string | undefined, timeZone: string): Temporal.PlainDateTime | undefined {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(Z)?)?$/.exec(until ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour = '23', minute = '59', second = '59', utc] = match;
  const wall = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
  return utc ? wall.toZonedDateTime('UTC').withTimeZone(timeZone).toPlainDateTime() : wall;
}

function wallClock(dtstart: string, timeZone: string): Temporal.PlainDateTime {
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(dtstart))
    return Temporal.Instant.from(dtstart).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return Temporal.PlainDateTime.from(dtstart);
}
