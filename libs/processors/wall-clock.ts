import { dateFormat } from '#core';
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
  const wall = Date.UTC(year, month - 1, day);
  // the offset at the guess may not be the one at the answer when clocks change in between: once more settles it
  const guess = wall - offsetAt(new Date(wall), timeZone);
  return new Date(wall - offsetAt(new Date(guess), timeZone));
}

function offsetAt(at: Date, timeZone: string): number {
  const name = dateFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
