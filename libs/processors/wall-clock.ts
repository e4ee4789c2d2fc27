/** The day an instant falls on in a zone: from its midnight to the next, whatever the clocks do that day. */
export function dayOf(at: Date, timeZone: string): { start: Date; end: Date } {
  const [year = 0, month = 1, day = 1] = new Intl.DateTimeFormat('en-CA', { timeZone })
    .format(at)
    .split('-')
    .map(Number);
  return { start: midnight(year, month, day, timeZone), end: midnight(year, month, day + 1, timeZone) };
}

/** The midnight a day (`YYYY-MM-DD`) begins with in a zone. */
export function startOf(date: string, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return midnight(year, month, day, timeZone);
}

function midnight(year: number, month: number, day: number, timeZone: string): Date {
  const wall = Date.UTC(year, month - 1, day);
  // the offset at the guess may not be the one at the answer when clocks change in between: once more settles it
  const guess = wall - offsetAt(new Date(wall), timeZone);
  return new Date(wall - offsetAt(new Date(guess), timeZone));
}

function offsetAt(at: Date, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
