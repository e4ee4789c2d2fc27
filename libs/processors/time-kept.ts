import type { Reminder, Slots, Task } from '#core';
import { sameTimeOn } from './wall-clock.ts';

/** "move 4 to monday" names a day and no time. */
export function namesOnlyADay({ due, dueText, dueHasTime, recurrence }: Slots): boolean {
  return Boolean(due && dueText !== undefined && dueHasTime === false && recurrence === undefined);
}

/** What is moved to another day in words stays at its time of day, in the zone in which that was meant. */
export function timeKept(
  slots: Slots,
  task: Pick<Task, 'due' | 'dueHasTime' | 'timeZone'> | undefined,
  timeZone: string,
): Slots {
  if (!namesOnlyADay(slots) || !slots.due || !task?.due || !task.dueHasTime) return slots;
  const due = sameTimeOn(
    { at: new Date(slots.due), timeZone },
    { at: new Date(task.due), timeZone: task.timeZone ?? timeZone },
  );
  return { ...slots, due: due.toISOString(), dueHasTime: true };
}

/** The same of a reminder, which always has a time of day. */
export function reminderTimeKept(slots: Slots, reminder: Reminder | undefined, timeZone: string): Slots {
  return reminder ? timeKept(slots, { ...reminder, dueHasTime: true }, timeZone) : slots;
}
