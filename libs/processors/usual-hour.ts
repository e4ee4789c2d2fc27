import type { Slots } from '#core';
import type { Setting } from './processor.ts';
import { hourOf } from './wall-clock.ts';

/** When a day is all that was said, one is reminded in the morning, else after lunch, else at the end of the work. */
const HOURS = [9, 13, 17];

/** "remind me tomorrow" does not mean midnight. Without `due` when the day is over already. */
export function atUsualHour(slots: Slots, { actor, now }: Pick<Setting, 'actor' | 'now'>): Slots {
  const { due, dueText, dueHasTime, ...rest } = slots;
  if (!due || dueText === undefined || dueHasTime !== false) return slots;
  const hours = HOURS.map((hour) => hourOf(new Date(due), hour, actor.timeZone));
  const next = hours.find((at) => at > now);
  return next ? { ...slots, due: next.toISOString(), dueHasTime: true } : rest;
}
