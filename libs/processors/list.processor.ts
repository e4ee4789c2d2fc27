import type { Command, KnownList } from '#core';
import { nameOf } from '#core';
import type { Step } from '#stores';
import { act, askFor, askWhich, notFound, type Processor, type Setting, settle } from './processor.ts';

/** Lists and what is on them. */
export class ListProcessor implements Processor {
  prepare(command: Command, setting: Setting): Step[] {
    return [this.#step(command, setting)];
  }

  #step(command: Command, setting: Setting): Step {
    const { slots, operation } = command;
    switch (operation) {
      case 'create':
        return slots.listName
          ? act(command, { name: slots.listName, items: slots.items, new: slots.version === 0 })
          : askFor(command, 'listName');
      case 'show':
        return this.#show(command, setting);
      case 'add':
        return this.#add(command, setting);
      case 'remove':
      case 'check':
      case 'uncheck':
        if (!slots.items?.length && !slots.itemIds?.length && !slots.all) return askFor(command, 'items');
        return this.#on(command, setting, {
          texts: slots.items?.map((item) => item.text),
          itemIds: slots.itemIds,
          all: slots.all,
        });
      case 'rename':
        return slots.newName ? this.#on(command, setting, { newName: slots.newName }) : askFor(command, 'newName');
      default:
        return this.#on(command, setting, {});
    }
  }

  #show(command: Command, setting: Setting): Step {
    if (command.slots.id) return act(command, { id: command.slots.id });
    const { listName, listId } = command.slots;
    if (!listName && !listId) return act(command, { limit: 50 });
    return this.#on(command, setting, {});
  }

  /** A list that is named and not there yet is made on the way. */
  #add(command: Command, setting: Setting): Step {
    const { id, version, items, listName } = command.slots;
    if (!items?.length) return askFor(command, 'items');
    if (id) return act(command, { id, version, items });
    const meant = this.#meant(command, setting);
    if (meant.length === 1) return act(command, { id: meant[0]?.id, items });
    if (meant.length > 1) return ask(command, listName ?? '', meant);
    if (listName) return act(command, { name: listName, items });
    const { lists } = setting.known;
    return lists.length > 0 ? ask(command, '', lists.slice(0, 8)) : askFor(command, 'listName');
  }

  #on(command: Command, setting: Setting, args: object): Step {
    const { id, version, listName } = command.slots;
    if (id) return act(command, { id, version, ...args });
    const meant = this.#meant(command, setting);
    if (meant.length > 1) return ask(command, listName ?? '', meant);
    const [list] = meant;
    if (list && command.operation === 'delete' && !command.slots.sure) return confirm(command, list);
    if (list) return act(command, { id: list.id, ...args });
    if (listName) return notFound(command, unknownList(listName, setting.known.lists));
    return setting.known.lists.length > 0
      ? ask(command, '', setting.known.lists.slice(0, 8))
      : askFor(command, 'listName');
  }

  /** The list by id, by its exact name, or the one the conversation is about. */
  #meant({ slots }: Command, { known }: Setting): readonly KnownList[] {
    if (slots.listId) return known.lists.filter((list) => list.id === slots.listId);
    const name = slots.listName?.toLowerCase();
    if (name) return known.lists.filter((list) => list.name.toLowerCase() === name);
    return known.last?.kind === 'list' ? known.lists.filter((list) => list.id === known.last?.id) : [];
  }
}

function ask(command: Command, about: string, lists: readonly KnownList[]): Step {
  return askWhich(
    command,
    about,
    lists.map((list) => ({ label: list.name, slots: { listId: list.id, listName: list.name } })),
  );
}

function confirm(command: Command, list: KnownList): Step {
  const definite = { ...command, slots: { ...command.slots, listId: list.id, listName: list.name, sure: true } };
  return settle({
    kind: 'asked',
    command: nameOf(command),
    question: 'confirm',
    about: list.name,
    choices: [{ label: 'Yes, delete it', command: definite }],
  });
}

function unknownList(name: string, lists: readonly KnownList[]): string {
  const names = lists.slice(0, 8).map((list) => list.name);
  return `There is no list called "${name}"${names.length > 0 ? `. There is: ${names.join(', ')}` : ' yet'}`;
}
