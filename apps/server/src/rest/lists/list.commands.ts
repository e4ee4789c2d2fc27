import type { Command, OperationOf, Slots } from '#core';
import type { NewList } from './list.dto.ts';

/** A new list; version 0 says that there must be none of that name yet. */
export function createList({ name, items }: NewList): Command {
  return { entity: 'list', operation: 'create', slots: { listName: name.trim(), items, version: 0 } };
}

/** What is done to the list with this id, if it still has the version that was read. */
export function onList(operation: OperationOf<'list'>, id: string, slots: Slots = {}): Command {
  return { entity: 'list', operation, slots: { ...slots, id } };
}

export function checkItem(id: string, itemId: string, checked: boolean): Command {
  return onList(checked ? 'check' : 'uncheck', id, { itemIds: [itemId] });
}
