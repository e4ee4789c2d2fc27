import { Temporal } from 'temporal-polyfill';
import { type Frame } from '../grammar/frame.ts';
import { type PartOfDay } from '../language/vocabulary.ts';
import { add, datesOf } from './day.ts';
import { resolveRepeat } from './repeat.ts';
import { type Resolution } from './resolution.ts';
import { endOfPart, type Time, timeIn, timeOf } from './time-of-day.ts';

type Moment = Temporal.ZonedDateTime;

export function resolve({ zone, ...frame }: Frame, now: Moment): Resolution | undefined {
  if (!zone) return resolveHere(frame, now);
  // A rule has one zone, the person's: one said in another would drift from it twice a year.
  if (frame.repeat) return ambiguous([]);
  const there = resolveHere(frame, now.withTimeZone(zone));
  const here = (at: string) => iso(Temporal.Instant.from(at).toZonedDateTimeISO(now.timeZoneId));
  return (
    there && {
      ...there,
      ...(there.due ? { due: here(there.due) } : {}),
      ...(there.end ? { end: here(there.end) } : {}),
    }
  );
}

function resolveHere(frame: Frame, now: Moment): Resolution | undefined {
  if (frame.eventRelative) return { dueHasTime: false, problem: 'event_relative' };
  if (frame.past) return { dueHasTime: false, problem: 'past' };
  if (frame.unclear) return { dueHasTime: false, problem: 'ambiguous', readings: [] };
  if (frame.repeat) return resolveRepeat(frame, frame.repeat, now);
  if (frame.elapsed) return resolveElapsed(frame, now);
  if ((frame.clocks?.length ?? 0) > 1) return resolveSeveral(frame, now);
  return frame.day ? resolveDay(frame, frame.day, now) : resolveClock(frame, now);
}

function resolveElapsed({ elapsed = [], day }: Frame, now: Moment): Resolution | undefined {
  if (day && !(day.kind === 'offset' && day.days === 0)) return undefined;
  const calendar = elapsed.filter(({ unit }) => unit !== 'hour' && unit !== 'minute' && unit !== 'second');
  const whole = calendar.every(({ count }) => Number.isInteger(count));
  const seconds = elapsed.reduce((sum, { unit, count }) => sum + count * secondsIn(unit, !whole), 0);
  const start = whole ? add(now.toPlainDate(), calendar) : now.toPlainDate();
  const due = start
    .toZonedDateTime({ timeZone: now.timeZoneId, plainTime: now.toPlainTime() })
    .add({ seconds: Math.round(seconds) });
  return { due: iso(due), dueHasTime: true };
}

function secondsIn(unit: string, calendarToo: boolean): number {
  const clock = { second: 1, minute: 60, hour: 3600 }[unit];
  const calendar = { day: 86_400, week: 604_800, month: 2_592_000, year: 31_536_000 }[unit];
  return clock ?? (calendarToo ? (calendar ?? 0) : 0);
}

function resolveSeveral(frame: Frame, now: Moment): Resolution | undefined {
  const each = (frame.clocks ?? []).map((clock) => resolve({ ...frame, clocks: [clock] }, now)?.due);
  return ambiguous(each.filter((due) => due !== undefined));
}

function resolveDay(frame: Frame, day: NonNullable<Frame['day']>, now: Moment): Resolution | undefined {
  const today = now.toPlainDate();
  const dates = datesOf(day, today, frame.weekday);
  const [date, other] = dates;
  if (!date) return undefined;
  if (other && !other.equals(date)) return ambiguous(dates.map((one) => iso(place(one, timeIn(frame), now))));
  const time = timeIn(frame);
  const said = day.kind === 'offset' && day.days >= 0;
  if (!time) return dated(date, day, now);
  const midnight = frame.clocks?.[0]?.hour === 24 && !date.equals(today);
  if (midnight) return ambiguous([iso(place(date, { ...time, hour: 0 }, now)), iso(place(date, time, now))]);
  const moment = place(date, time, now);
  if (isAhead(moment, now)) return timed(frame, moment);
  if (day.kind === 'weekday' && day.which === 'this') return timed(frame, place(date.add({ weeks: 1 }), time, now));
  const later = said && frame.clocks && !time.sure ? place(date, { ...time, hour: time.hour + 12 }, now) : moment;
  if (later !== moment && isAhead(later, now)) return timed(frame, later);
  if (!frame.clocks && date.equals(today) && frame.part) return stillToday(frame, frame.part, now);
  if (day.kind === 'date' && day.year === undefined) return timed(frame, place(date.add({ years: 1 }), time, now));
  return past(moment);
}

function dated(date: Temporal.PlainDate, day: NonNullable<Frame['day']>, now: Moment): Resolution {
  const moment = place(date, undefined, now);
  const before = Temporal.PlainDate.compare(date, now.toPlainDate()) < 0;
  return before || (day.kind === 'weekday' && day.which === 'last')
    ? past(moment)
    : { due: iso(moment), dueHasTime: false };
}

/** No day said: the next time the clock shows it. */
function resolveClock(frame: Frame, now: Moment): Resolution | undefined {
  const time = timeIn(frame);
  if (!time) return undefined;
  const today = now.toPlainDate();
  const [clock] = frame.clocks ?? [];
  const moment = place(today, time, now);
  if (isAhead(moment, now)) return timed(frame, moment);
  if (frame.partOfToday && frame.part) return clock ? past(moment) : stillToday(frame, frame.part, now);
  // Seven is the start of a shift while that is still ahead, and the evening after.
  if (clock && !time.sure && clock.hour === 7) {
    const evening = place(today, { ...time, hour: 19 }, now);
    if (isAhead(evening, now)) return timed(frame, evening);
  }
  return timed(frame, place(today.add({ days: 1 }), time, now));
}

/** "this afternoon" said at four: the next full hour, while it is still afternoon. */
function stillToday(frame: Frame, part: PartOfDay, now: Moment): Resolution {
  const next = now.round({ smallestUnit: 'hour', roundingMode: 'ceil' });
  const inside = next.toPlainDate().equals(now.toPlainDate()) && next.hour < endOfPart(part);
  return inside && isAhead(next, now) ? timed(frame, next) : past(next);
}

function place(date: Temporal.PlainDate, time: Time | undefined, now: Moment): Moment {
  const { hour, minute, second } = time ?? { hour: 0, minute: 0, second: 0 };
  const wall = date.add({ days: Math.floor(hour / 24) }).toPlainDateTime({ hour: hour % 24, minute, second });
  // 'compatible': a wall clock that spring skips moves on an hour; of two that autumn gives, the first.
  return wall.toZonedDateTime(now.timeZoneId, { disambiguation: 'compatible' });
}

function isAhead(moment: Moment, now: Moment): boolean {
  return moment.epochMilliseconds > now.epochMilliseconds;
}

function timed(frame: Frame, due: Moment): Resolution {
  if (!frame.end) return { due: iso(due), dueHasTime: true };
  const date = due.toPlainDate();
  const last = timeOf(frame.end, frame.part);
  const candidates = [last, { ...last, hour: last.hour + 12 }, { ...last, hour: last.hour + 24 }];
  const fitting = candidates.filter((_, index) => index !== 1 || !last.sure);
  const end = fitting.map((time) => place(date, time, due)).find((moment) => isAhead(moment, due));
  return { due: iso(due), ...(end ? { end: iso(end) } : {}), dueHasTime: true };
}

function ambiguous(readings: readonly string[]): Resolution {
  return { dueHasTime: false, problem: 'ambiguous', readings };
}

function past(moment: Moment): Resolution {
  return { dueHasTime: false, problem: 'past', readings: [iso(moment)] };
}

function iso(moment: Moment): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
