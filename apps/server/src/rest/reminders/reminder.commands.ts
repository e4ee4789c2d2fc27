import type { Actor, Command, OperationOf, Slots } from '#core';
import type { ReminderFilter } from '#stores';
import type { NewReminder, ReminderQuery } from './reminder.dto.ts';

export function createReminder({ title, due, recurrence, personIds, siteId }: NewReminder): Command {
  const slots = {
    title,
    due,
    recurrence: recurrence ?? undefined,
    assignees: personIds?.map((personId) => ({ name: personId, personId })),
    site: siteId ? { name: siteId, siteId } : undefined,
  };
  return { entity: 'reminder', operation: 'create', slots };
}

/** What is done to the reminder with this id, if it still has the version that was read. */
export function onReminder(operation: OperationOf<'reminder'>, id: string, slots: Slots = {}): Command {
  return { entity: 'reminder', operation, slots: { ...slots, id } };
}

export function reminderFilter({ person, q, ...rest }: ReminderQuery, { personId }: Actor): ReminderFilter {
  return { ...rest, query: q, personId: person === 'me' ? personId : person };
}
