import type { Command, OperationOf, Slots } from '#core';
import type { ListChanges, NewList } from './list.dto.ts';

/** A new name, or whether only its maker sees it. */
export function updateList(id: string, version: number | undefined, { name, private: alone }: ListChanges): Command {
  const newName = name?.trim();
  return alone === undefined
    ? onList('rename', id, { newName, version })
    : onList('update', id, { newName, private: alone, version });
}

/** A new list; version 0 says that there must be none of that name yet. */
export function createList({ name, items, private: alone }: NewList): Command {
  return { entity: 'list', operation: 'create', slots: { listName: name.trim(), items, private: alone, version: 0 } };
}

/** What is done to the list with this id, if it still has the version that was read. */
export function onList(operation: OperationOf<'list'>, id: string, slots: Slots = {}): Command {
  return { entity: 'list', operation, slots: { ...slots, id } };
}
