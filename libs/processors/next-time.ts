import type { Task } from '#core';
import { nextAfterDone, nextOccurrence } from '#rails';
import type { Setting } from './processor.ts';

/** When a task that is done now is to be done again; nothing for one that does not repeat, null when it was the last time. */
export function nextTime(
  task: Pick<Task, 'due' | 'dueHasTime' | 'recurrence' | 'recurrenceFrom' | 'startsAt' | 'timeZone'>,
  { now, actor }: Pick<Setting, 'now' | 'actor'>,
): { now: string; next: { instead: string | null; due: string } | null } | undefined {
  const { due, dueHasTime, recurrence, startsAt } = task;
  if (!recurrence) return undefined;
  const timeZone = task.timeZone ?? actor.timeZone;
  const wasDue = due ? new Date(due) : undefined;
  const next =
    task.recurrenceFrom === 'completion'
      ? nextAfterDone(recurrence, { doneAt: now, timeZone, ...(wasDue && dueHasTime && { due: wasDue }) })
      : // done early, it is not due again before the time it was done for
        nextOccurrence(recurrence, {
          dtstart: startsAt ?? due ?? now.toISOString(),
          timeZone,
          after: wasDue && wasDue > now ? wasDue : now,
        });
  return { now: now.toISOString(), next: next ? { instead: due, due: next.toISOString() } : null };
}
