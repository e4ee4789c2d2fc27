import { type Temporal } from 'temporal-polyfill';
import { type Bounds, type Frame, type Repeat } from '../grammar/frame.ts';
import { add, datesOf } from './day.ts';
import { type Resolution } from './resolution.ts';
import { nextOccurrence } from './rule.ts';
import { timeIn, timeOf } from './time-of-day.ts';

type Moment = Temporal.ZonedDateTime;
type PlainDate = Temporal.PlainDate;

interface Said {
  readonly frame: Frame;
  readonly start: PlainDate | undefined;
  readonly hasTime: boolean;
  readonly repeat: Repeat;
  readonly now: Moment;
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The RRULE of a repetition and the instant of its first firing. */
export function resolveRepeat(frame: Frame, repeat: Repeat, now: Moment): Resolution | undefined {
  const hours = hoursOf(frame, repeat);
  if (!hours) return { dueHasTime: false, problem: 'ambiguous', readings: [] };
  const start = firstDay(frame.bounds, now.toPlainDate());
  const limit = limitOf(frame.bounds, repeat, start ?? now.toPlainDate());
  const recurrence = [...ruleOf(repeat), ...hours.rule, ...limit].join(';');
  const rule = [...ruleOf(repeat), ...hours.rule].join(';');
  const first = firstFiring(rule, { frame, start, hasTime: hours.hasTime, repeat, now });
  if (!first) return undefined;
  const due = first.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  const counted = frame.bounds?.afterDone ? { recurrenceFrom: 'completion' as const } : {};
  return { due, dueHasTime: hours.hasTime, recurrence, dtstart: due.slice(0, 10), ...counted };
}

function ruleOf({ frequency, interval, weekdays, monthDays, months }: Repeat): string[] {
  const days = weekdays?.map(({ weekday, nth }) => `${nth ?? ''}${CODES[weekday - 1] ?? ''}`);
  return [
    `FREQ=${frequency}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(months ? [`BYMONTH=${months.join(',')}`] : []),
    ...(monthDays ? [`BYMONTHDAY=${monthDays.join(',')}`] : []),
    ...(days ? [`BYDAY=${days.join(',')}`] : []),
  ];
}

/** BYHOUR and BYMINUTE; undefined when several clocks cannot be one rule. */
function hoursOf({ clocks, part }: Frame, repeat: Repeat): { rule: string[]; hasTime: boolean } | undefined {
  if (isSubDaily(repeat)) return { rule: [], hasTime: true };
  const when = part ?? repeat.part;
  const times = clocks ? clocks.map((clock) => timeOf(clock, when)) : [timeIn(when ? { part: when } : {})];
  const [first] = times;
  if (!first) return { rule: [], hasTime: false };
  if (times.some((time) => time?.minute !== first.minute)) return undefined;
  const hours = times.map((time) => (time?.hour ?? 0) % 24);
  return { rule: [`BYHOUR=${hours.join(',')}`, `BYMINUTE=${first.minute}`], hasTime: true };
}

function firstDay(bounds: Bounds | undefined, today: PlainDate): PlainDate | undefined {
  return bounds?.from && datesOf(bounds.from, today)[0];
}

function limitOf(bounds: Bounds | undefined, repeat: Repeat, start: PlainDate): string[] {
  if (!bounds) return [];
  if (bounds.count !== undefined) return [`COUNT=${bounds.count}`];
  const { lasting } = bounds;
  const daily = repeat.frequency === 'DAILY' && repeat.interval === 1;
  if (lasting?.unit === 'day' && daily) return [`COUNT=${lasting.count}`];
  const end = lasting
    ? add(start, [{ ...lasting, count: Math.round(lasting.count) }])
    : bounds.until && datesOf(bounds.until, start)[0];
  return end ? [`UNTIL=${end.toString().replaceAll('-', '')}`] : [];
}

/** The first firing after now; without a clock time never today, unless today was said to be the start. */
function firstFiring(rule: string, said: Said): Moment | undefined {
  const { start, repeat, now } = said;
  if (isSubDaily(repeat)) return firstElapsed(said);
  const today = now.toPlainDate();
  const after = start ? midnight(start, now).subtract({ seconds: 1 }) : said.hasTime ? now : endOf(today, now);
  const floor = new Date(Math.max(after.epochMilliseconds, said.hasTime ? now.epochMilliseconds : 0));
  if (start) return nextOn(rule, start, floor, now);
  // "every other tuesday" begins on the coming one
  if (repeat.frequency === 'WEEKLY' && repeat.weekdays)
    return nextOn(rule.replace(/INTERVAL=\d+;/u, ''), today, floor, now);
  const first = nextOn(rule, today, floor, now);
  // "every other day at 8" said at 10 begins tomorrow, not in two days.
  if (repeat.frequency !== 'DAILY' || !said.hasTime || first?.toPlainDate().equals(today)) return first;
  return nextOn(rule, today.add({ days: 1 }), floor, now);
}

/** "every 2 hours" begins when one has passed; "… starting at 8" at the next eight o'clock. */
function firstElapsed({ start, repeat, now, frame }: Said): Moment {
  const time = timeIn(frame.clocks ? { clocks: frame.clocks } : {});
  if (!time) return start ? midnight(start, now) : now.add(span(repeat));
  const on = (date: PlainDate) =>
    date.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: { hour: time.hour % 24, minute: time.minute } });
  const first = on(start ?? now.toPlainDate());
  return first.epochMilliseconds > now.epochMilliseconds ? first : on(now.toPlainDate().add({ days: 1 }));
}

function span({ frequency, interval }: Repeat): { hours?: number; minutes?: number; seconds?: number } {
  if (frequency === 'HOURLY') return { hours: interval };
  return frequency === 'MINUTELY' ? { minutes: interval } : { seconds: interval };
}

function isSubDaily({ frequency }: Repeat): boolean {
  return frequency === 'HOURLY' || frequency === 'MINUTELY' || frequency === 'SECONDLY';
}

function midnight(date: PlainDate, now: Moment): Moment {
  return date.toZonedDateTime(now.timeZoneId);
}

function endOf(date: PlainDate, now: Moment): Moment {
  return midnight(date.add({ days: 1 }), now).subtract({ seconds: 1 });
}

function nextOn(rule: string, start: PlainDate, after: Date, now: Moment): Moment | undefined {
  const next = nextOccurrence(rule, { dtstart: `${start.toString()}T00:00:00`, timeZone: now.timeZoneId, after });
  return next && now.add({ milliseconds: next.getTime() - now.epochMilliseconds });
}
