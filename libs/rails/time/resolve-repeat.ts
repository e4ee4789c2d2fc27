import { type Temporal } from 'temporal-polyfill';
import { type Bounds, type Frame, type Repeat } from './grammar/frame.ts';
import { add, datesOf } from './resolve-day.ts';
import { type Resolution } from './resolution.ts';
import { nextOccurrence } from './rule.ts';
import { timeIn, timeOf } from './time-of-day.ts';

type Moment = Temporal.ZonedDateTime;
type PlainDate = Temporal.PlainDate;

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The RRULE of a repetition and the instant of its first firing. */
export function resolveRepeat(frame: Frame, repeat: Repeat, now: Moment): Resolution | undefined {
  const hours = hoursOf(frame, repeat);
  if (!hours) return { dueHasTime: false, problem: 'ambiguous', readings: [] };
  const start = firstDay(frame.bounds, now.toPlainDate());
  const limit = limitOf(frame.bounds, repeat, start ?? now.toPlainDate());
  const recurrence = [...ruleOf(repeat), ...hours.rule, ...limit].join(';');
  const first = firstFiring([...ruleOf(repeat), ...hours.rule].join(';'), {
    start,
    hasTime: hours.hasTime,
    repeat,
    now,
  });
  if (!first) return undefined;
  const due = first.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return { due, dueHasTime: hours.hasTime, recurrence, dtstart: due.slice(0, 10) };
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
  if (/^(?:HOUR|MINUTE|SECOND)LY$/.test(repeat.frequency)) return { rule: [], hasTime: true };
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
  const end = lasting ? add(start, [{ ...lasting, count: Math.round(lasting.count) }]) : bounds.until && datesOf(bounds.until, start)[0]; // prettier-ignore
  return end ? [`UNTIL=${end.toString().replaceAll('-', '')}`] : [];
}

/** The first firing after now; without a clock time never today, unless today was said to be the start. */
function firstFiring(
  rule: string,
  said: { start: PlainDate | undefined; hasTime: boolean; repeat: Repeat; now: Moment },
): Moment | undefined {
  const { start, hasTime, repeat, now } = said;
  if (/^(?:HOUR|MINUTE|SECOND)LY$/.test(repeat.frequency) && !start) {
    const unit = { HOURLY: 'hours', MINUTELY: 'minutes' }[repeat.frequency as string] ?? 'seconds';
    return now.add({ [unit]: repeat.interval });
  }
  const today = now.toPlainDate();
  const midnight = (date: PlainDate) => date.toZonedDateTime(now.timeZoneId);
  const from = start ? midnight(start).subtract({ seconds: 1 }) : hasTime ? now : midnight(today.add({ days: 1 })).subtract({ seconds: 1 }); // prettier-ignore
  const after = new Date(Math.max(from.epochMilliseconds, hasTime ? now.epochMilliseconds : 0));
  const skipsToday = repeat.frequency === 'DAILY' && hasTime && !start && !nextOn(rule, today, after, now)?.toPlainDate().equals(today); // prettier-ignore
  return nextOn(rule, start ?? (skipsToday ? today.add({ days: 1 }) : today), after, now);
}

function nextOn(rule: string, start: PlainDate, after: Date, now: Moment): Moment | undefined {
  const next = nextOccurrence(rule, { dtstart: `${start.toString()}T00:00:00`, timeZone: now.timeZoneId, after });
  return next && now.add({ milliseconds: next.getTime() - now.epochMilliseconds });
}
