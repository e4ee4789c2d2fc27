import { AppError, type Command, type OperationOf, type Slots } from '#core';
import type { ItemChanges, ListChanges, NewList } from './list.dto.ts';

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

/** An item ticked or unticked, or said otherwise. Throws when nothing is to be changed. */
export function amendItem(id: string, itemId: string, version: number | undefined, changes: ItemChanges): Command {
  const { checked, text, quantity, unit } = changes;
  const item = { itemIds: [itemId], version };
  if ([text, quantity, unit].some((value) => value !== undefined))
    return onList('amend', id, { ...item, other: { checked, text: text?.trim(), quantity, unit } });
  if (checked === undefined)
    throw new AppError('invalid', 'Nothing to change: say checked, text, quantity or unit', {
      fields: [{ field: 'checked', problem: 'is needed, or text, quantity or unit' }],
    });
  return onList(checked ? 'check' : 'uncheck', id, item);
}
