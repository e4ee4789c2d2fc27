import type { Priority, Shown, Slots } from '#core';
import { words } from '#stores';
import type { Setting } from './processor.ts';
import { dayOf, spanOf } from './wall-clock.ts';

const AT_LEAST: Readonly<Record<Priority, readonly Priority[]>> = {
  urgent: ['urgent'],
  high: ['high', 'urgent'],
  normal: ['normal'],
  low: ['low'],
};

/** Which tasks are wanted, as the records understand it, and what to say they were narrowed to. */
export function viewOf(
  slots: Slots,
  { actor, now }: Setting,
): { filter: Record<string, unknown>; of: NonNullable<Shown['of']> } {
  const { refs, assignees = [], mine, site, query, overdue, unassigned, blocked, priority, stage } = slots;
  const status = slots.status ?? (refs ? 'all' : 'open');
  const person = assignees[0] ?? (mine ? { name: actor.name, personId: actor.personId } : undefined);
  // what is asked for by its number is meant whenever it is due
  const within = refs ? undefined : withinOf(slots, now, actor.timeZone);
  const today = dayOf(now, actor.timeZone).start.toISOString();
  const filter = {
    refs,
    status,
    assigneeId: person?.personId,
    siteId: site?.siteId,
    order: 'due',
    unassigned,
    blocked,
    ...(stage && { stage }),
    ...(priority && { priorities: AT_LEAST[priority] }),
    ...(overdue && { overdueAt: now.toISOString(), overdueDay: today }),
    ...(within && status === 'done' && { completedFrom: within.from, completedBefore: within.until }),
    ...(within && status !== 'done' && { dueFrom: within.from, dueBefore: within.until }),
    ...words(query),
  };
  const named = person?.personId ? { person: { id: person.personId, name: person.name } } : {};
  const place = site?.siteId ? { site: { id: site.siteId, name: site.name } } : {};
  const own = named.person?.id === actor.personId ? { mine: true } : {};
  return {
    filter,
    of: {
      ...named,
      ...own,
      ...place,
      refs,
      status,
      query,
      overdue,
      unassigned,
      blocked,
      stage: stage ?? undefined,
      priority,
      within,
    },
  };
}

/** "today", "this week", "from Monday to Wednesday": from the start of the first day to the end of the last. */
function withinOf(
  { due, end, dueHasTime, span }: Slots,
  now: Date,
  timeZone: string,
): { from: string; until: string } | undefined {
  if (span) {
    const { start, end: last } = spanOf(now, span, timeZone);
    return { from: start.toISOString(), until: last.toISOString() };
  }
  if (!due) return undefined;
  const last = dueHasTime && end ? new Date(end) : dayOf(new Date(end ?? due), timeZone).end;
  return { from: dayOf(new Date(due), timeZone).start.toISOString(), until: last.toISOString() };
}
