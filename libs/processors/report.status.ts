import type { Command } from '#core';
import type { Setting } from './processor.ts';
import { dayOf } from './wall-clock.ts';

/** A shift, and how far ahead the next one looks. */
const SHIFT_HOURS = 12;

/** From when to when it is told where things stand. */
export function spanOf({ slots: { query, site } }: Command, { now, actor }: Setting): object {
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000).toISOString();
  const { end } = dayOf(now, actor.timeZone);
  const handoff = query === 'handoff';
  return {
    of: handoff ? 'handoff' : 'digest',
    now: now.toISOString(),
    since: hours(-SHIFT_HOURS),
    until: handoff ? hours(SHIFT_HOURS) : end.toISOString(),
    dayEnd: end.toISOString(),
    personId: actor.personId,
    siteId: site?.siteId,
  };
}
