import type { Command, FollowUp, Reading, Slots } from '#core';
import { toDoIn } from './follow-ups.ts';
import { readReadings } from './readings.ts';

export type ReportDetails = Pick<Slots, 'readings' | 'equipment' | 'followUps' | 'suggestions'>;

/** Reads one line as the task it tells of. */
export type TaskReader = (line: string, reading: Reading) => Slots;

/** What a report's words say beside themselves: readings, equipment, and what is to be done. Absent where there is none. */
export function detailsOf(text: string, reading: Reading, readTask: TaskReader): ReportDetails {
  const { told, implied, rest } = toDoIn(text);
  const { readings, equipment } = readReadings(rest);
  const tasks = (lines: readonly string[]): FollowUp[] => lines.map((line) => taskIn(line, reading, readTask));
  return {
    ...(readings.length > 0 && { readings }),
    ...(equipment.length > 0 && { equipment }),
    ...(told.length > 0 && { followUps: tasks(told) }),
    ...(implied.length > 0 && { suggestions: tasks(implied) }),
  };
}

/** Whether a command's words are a report's. */
export function tellsOfReport({ entity, operation }: Command): boolean {
  return entity === 'report' && ['create', 'note', 'update'].includes(operation);
}

function taskIn(line: string, reading: Reading, readTask: TaskReader): FollowUp {
  const { title = line, due, dueHasTime, dueText, recurrence, priority, assignees, site } = readTask(line, reading);
  const said = { due, dueHasTime, dueText, recurrence, priority, assignees, site };
  return { title, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
}
