import type { Actor, Command, OperationOf, Slots } from '#core';
import type { TaskFilter } from '#stores';
import { startOfDay } from '#processors';
import type { NewTask, Pointer, TaskChanges, TaskQuery } from './task.dto.ts';

/** What is done to the task with this id, if it still has the version that was read. */
export function onTask(operation: OperationOf<'task'>, id: string, version?: number, slots: Slots = {}): Command {
  return { entity: 'task', operation, slots: { ...slots, id, version } };
}

export function createTask(task: NewTask): Command {
  const { notes, stage, due, recurrence, parentId, site, ...slots } = slotsOf(task);
  const said = Object.entries({ notes, stage, due, recurrence, parentId, site }).filter(([, value]) => value !== null);
  return { entity: 'task', operation: 'create', slots: { ...slots, ...Object.fromEntries(said) } };
}

export function updateTask(id: string, version: number | undefined, changes: TaskChanges): Command {
  const said = Object.entries(changes).filter(([, value]) => value !== undefined);
  // whoever may do a task may say how far it is
  const isStage = said.length > 0 && said.every(([field]) => field === 'stage');
  return onTask(isStage ? 'stage' : 'update', id, version, slotsOf(changes));
}

/** A program's query as the records understand it. */
export function taskFilter(
  { assignee, site, q, overdue, priority, unassigned, blocked, ...rest }: TaskQuery,
  { personId, timeZone }: Actor,
  now = new Date(),
): TaskFilter {
  const late = { overdueAt: now.toISOString(), overdueDay: startOfDay(now, timeZone).toISOString() };
  const fitting = {
    ...(overdue && late),
    ...(priority && { priorities: [priority] }),
    ...(unassigned && { unassigned }),
    ...(blocked && { blocked }),
  };
  return { ...rest, ...fitting, siteId: site, query: q, assigneeId: assignee === 'me' ? personId : assignee };
}

function slotsOf({ assigneeIds, assignees, siteId, site, ...rest }: Partial<NewTask>): Slots {
  const ids = assigneeIds ?? assignees?.map(({ id }) => id);
  return {
    ...rest,
    assignees: ids?.map((personId) => ({ name: personId, personId })),
    site: siteOf(siteId === undefined ? site : siteId && { id: siteId }),
  };
}

function siteOf(site: Pick<Pointer, 'id'> | null | '' | undefined): Slots['site'] {
  return site ? { name: site.id, siteId: site.id } : site === undefined ? undefined : null;
}
