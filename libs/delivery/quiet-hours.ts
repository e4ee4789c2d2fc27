import { dateFormat } from '#core';
/** When quiet hours end, if it is within them now; undefined when it is not. Times of day as `HH:MM[:SS]` in the zone. */
export function endOfQuiet(from: string | null, until: string | null, timeZone: string, now: Date): Date | undefined {
  if (!from || !until || from === until) return undefined;
  const clock = dateFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const time = secondsOf(clock.format(now));
  const [start, end] = [secondsOf(from), secondsOf(until)];
  const within = start < end ? time >= start && time < end : time >= start || time < end;
  if (!within) return undefined;
  return new Date(now.getTime() - now.getMilliseconds() + ((end - time + 86_400) % 86_400 || 86_400) * 1000);
}

function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}
