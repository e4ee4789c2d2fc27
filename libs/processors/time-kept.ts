import type { Reminder, Slots, Task } from '#core';
import { later, sameTimeOn, startOfDay } from './wall-clock.ts';

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

/** What is put off is due so much later than it is now; what should have been done, or has no day, than today. */
export function putOff(
  slots: Slots,
  task: Task | undefined,
  { now, timeZone }: { now: Date; timeZone: string },
): Slots {
  const { by, ...rest } = slots;
  if (!by || !task) return rest;
  const zone = task.timeZone ?? timeZone;
  const today = startOfDay(now, zone);
  const isShort = by.unit === 'hour' || by.unit === 'minute';
  const hasTime = isShort || (task.due !== null && task.dueHasTime);
  const due = task.due && new Date(task.due);
  const onItsTime =
    due && task.dueHasTime ? sameTimeOn({ at: now, timeZone: zone }, { at: due, timeZone: zone }) : today;
  const from = due && due >= today ? due : isShort ? now : onItsTime;
  return { ...rest, due: later(from, by, zone).toISOString(), dueHasTime: hasTime };
}

/** The same of a reminder, which always has a time of day. */
export function reminderTimeKept(slots: Slots, reminder: Reminder | undefined, timeZone: string): Slots {
  return reminder ? timeKept(slots, { ...reminder, dueHasTime: true }, timeZone) : slots;
}

/** A reminder that is still to come is put off from its time, one that has come from now. */
export function reminderPutOff(slots: Slots, reminder: Reminder | undefined, now: Date): Slots {
  const { by, ...rest } = slots;
  if (!by) return rest;
  const { due = now.toISOString(), timeZone = 'UTC' } = reminder ?? {};
  const from = new Date(Math.max(now.getTime(), Date.parse(due)));
  return { ...rest, due: later(from, by, timeZone).toISOString(), dueHasTime: true };
}
