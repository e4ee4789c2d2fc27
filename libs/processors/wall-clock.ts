import { dateFormat } from '#core';

const DAY_MS = 86_400_000;

/** The day an instant falls on in a zone: from its midnight to the next, whatever the clocks do that day. */
export function dayOf(at: Date, timeZone: string): { start: Date; end: Date } {
  const [year, month, day] = dateOf(at, timeZone);
  return { start: midnight(year, month, day, timeZone), end: midnight(year, month, day + 1, timeZone) };
}

/** The midnight a day (`YYYY-MM-DD`) begins with in a zone. */
export function startOf(date: string, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return midnight(year, month, day, timeZone);
}

/** The midnight before an instant, in a zone. */
export function startOfDay(at: Date, timeZone: string): Date {
  return dayOf(at, timeZone).start;
}

/** A week (from its Monday) or a month, `offset` from the one an instant falls in. */
export function spanOf(
  at: Date,
  { unit, offset }: { readonly unit: 'week' | 'month'; readonly offset: number },
  timeZone: string,
): { start: Date; end: Date } {
  const [year, month, day] = dateOf(at, timeZone);
  if (unit === 'month')
    return {
      start: midnight(year, month + offset, 1, timeZone),
      end: midnight(year, month + offset + 1, 1, timeZone),
    };
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const monday = day - sinceMonday + 7 * offset;
  return { start: midnight(year, month, monday, timeZone), end: midnight(year, month, monday + 7, timeZone) };
}

function dateOf(at: Date, timeZone: string): [year: number, month: number, day: number] {
  const parts = dateFormat('en-CA', { timeZone }).format(at).split('-').map(Number);
  return [parts[0] ?? 0, parts[1] ?? 1, parts[2] ?? 1];
}

/** The first instant of a calendar day in a zone; numbers may run over. */
export function midnight(year: number, month: number, day: number, timeZone: string): Date {
  return instantOf(Date.UTC(year, month - 1, day), timeZone);
}

/** A full hour of the day an instant falls on in a zone. */
export function hourOf(at: Date, hour: number, timeZone: string): Date {
  const [year, month, day] = dateOf(at, timeZone);
  return instantOf(Date.UTC(year, month - 1, day, hour), timeZone);
}

/** An instant in a zone: of the day or of the time of day. */
interface Moment {
  readonly at: Date;
  readonly timeZone: string;
}

/** The time of day of one moment, on the day of another, in the zone of the time. */
export function sameTimeOn(day: Moment, time: Moment): Date {
  const [year, month, date] = dateOf(day.at, day.timeZone);
  const wall = time.at.getTime() + offsetAt(time.at, time.timeZone);
  const sinceMidnight = ((wall % DAY_MS) + DAY_MS) % DAY_MS;
  return instantOf(Date.UTC(year, month - 1, date) + sinceMidnight, time.timeZone);
}

/** So much later on a zone's calendar, at the same time of day; the 31st of a shorter month is its last day. */
export function later(
  at: Date,
  { unit, count }: { readonly unit: 'minute' | 'hour' | 'day' | 'week' | 'month'; readonly count: number },
  timeZone: string,
): Date {
  if (unit === 'minute' || unit === 'hour') return new Date(at.getTime() + count * (unit === 'hour' ? 60 : 1) * 60_000);
  const wall = new Date(at.getTime() + offsetAt(at, timeZone));
  if (unit !== 'month') return instantOf(wall.getTime() + count * (unit === 'week' ? 7 : 1) * DAY_MS, timeZone);
  const first = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + count, 1);
  const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + count + 1, 0)).getUTCDate();
  const sinceMidnight = wall.getTime() % DAY_MS;
  return instantOf(first + (Math.min(wall.getUTCDate(), last) - 1) * DAY_MS + sinceMidnight, timeZone);
}

/** The instant at which a zone's clocks show `wall`, written as if it were UTC. */
function instantOf(wall: number, timeZone: string): Date {
  // the offset at the guess may not be the one at the answer when clocks change in between: once more settles it
  const guess = new Date(wall - offsetAt(new Date(wall), timeZone));
  const settled = new Date(wall - offsetAt(guess, timeZone));
  // clocks that jump over it never show it: then it is as long after the jump
  return offsetAt(settled, timeZone) === offsetAt(guess, timeZone) || settled > guess ? settled : guess;
}

function offsetAt(at: Date, timeZone: string): number {
  const name = dateFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
