import type { Command, KnownList } from '#core';
import { nameOf } from '#core';
import { Records, type Step } from '#stores';
import { asSaid, isCalled, itemOn, onlyLike } from './items.ts';
import { listsLike, listsNamed, meansPrivate, privateLists } from './named-lists.ts';
import { act, askFor, askWhich, notBorneOut, notFound, type Processor, type Setting, settle } from './processor.ts';

/** Lists and what is on them. */
export class ListProcessor implements Processor {
  constructor(private readonly records: Records) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    if (command.operation === 'move') return this.#move(command, setting);
    if (command.operation === 'clear' && command.slots.status === 'done')
      return [await this.#clearTicked(command, setting)];
    if (command.slots.guess)
      return [await (command.operation === 'add' ? this.#putBack(command, setting) : this.#guessed(command, setting))];
    return [this.#step(command, setting)];
  }

  #step(command: Command, setting: Setting): Step {
    const { slots, operation } = command;
    switch (operation) {
      case 'create':
        return slots.listName
          ? act(command, { name: slots.listName, items: slots.items, new: slots.version === 0, private: slots.private })
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
      case 'amend':
        if (!slots.items?.length && !slots.itemIds?.length) return askFor(command, 'items');
        return this.#on(command, setting, {
          texts: slots.items?.map((item) => item.text),
          itemIds: slots.itemIds,
          other: slots.other,
        });
      case 'rename':
        return slots.newName ? this.#on(command, setting, { newName: slots.newName }) : askFor(command, 'newName');
      case 'update':
        return this.#on(command, setting, { private: slots.private, newName: slots.newName });
      default:
        return this.#on(command, setting, {});
    }
  }

  #show(command: Command, setting: Setting): Step {
    if (command.slots.id) return act(command, { id: command.slots.id });
    const { listName, listId } = command.slots;
    if (!listName && !listId) return act(command, { limit: 50 });
    const step = this.#on(command, setting, {});
    return command.slots.status === 'open' && 'op' in step ? { ...step, of: { status: 'open' } } : step;
  }

  /** "clear the ticked items": what waits stays. */
  async #clearTicked(command: Command, setting: Setting): Promise<Step> {
    const found = this.#on(command, setting, {});
    const [only] = this.#meant(command, setting);
    if (!('op' in found) || !only) return found;
    const { items: [list] = [] } = await this.records.lists(setting.actor, { id: only.id });
    const itemIds = list?.items.filter(({ checked }) => checked).map(({ id }) => id) ?? [];
    return itemIds.length > 0
      ? act({ ...command, operation: 'remove' }, { id: only.id, itemIds })
      : notFound(command, `Nothing is ticked on ${only.name}`);
  }

  /** A list that is named and not there yet is made on the way. */
  #add(command: Command, setting: Setting): Step {
    const { id, version, items, listName } = command.slots;
    if (!items?.length) return askFor(command, 'items');
    if (id) return act(command, { id, version, items });
    const meant = this.#meant(command, setting);
    if (meant.length === 1) return act(command, { id: meant[0]?.id, items });
    if (meant.length > 1) return ask(command, listName ?? '', meant);
    // one that holds the words may be meant: a new list beside it is only made when that was said
    const like = listName && !command.slots.sure ? listsLike(listName, setting.known.lists) : [];
    if (listName && like.length > 0) return askOrNew(command, listName, like);
    if (listName && meansPrivate(listName))
      return act({ ...command, operation: 'create' }, { name: listName, items, private: true });
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

  /** "got the milk", "uncheck milk": what waits, or is ticked, on one list is meant there. */
  async #guessed(command: Command, setting: Setting): Promise<Step> {
    const texts = command.slots.items?.map(({ text }) => text.toLowerCase()) ?? [];
    const waiting = await this.records.listsWith(setting.actor, texts, command.operation === 'uncheck');
    const exact = waiting.filter(({ items }) => texts.every((text) => items.some((one) => isCalled(one, text))));
    // "the bolts" are the "3/8 bolts", where no other bolts wait
    const meant = exact.length > 0 ? exact : waiting.filter((list) => texts.every((text) => onlyLike(list, text)));
    const [only, ...others] = meant;
    if (!only && command.operation === 'uncheck')
      return notFound(command, `"${texts.join(', ')}" is not ticked on any list`);
    if (!only) return notBorneOut(setting);
    if (others.length === 0) {
      const itemIds = texts.flatMap(
        (text) => only.items.find((one) => isCalled(one, text))?.id ?? onlyLike(only, text)?.id ?? [],
      );
      return act(command, { id: only.id, itemIds });
    }
    const choices = meant.map(({ id, name }) => ({
      label: name,
      slots: { listId: id, listName: name, guess: undefined },
    }));
    return askWhich(command, texts.join(', '), choices);
  }

  /** "put the milk back on the list": no longer ticked there; what is gone from it is added. */
  async #putBack(command: Command, setting: Setting): Promise<Step> {
    const { guess: _, ...slots } = command.slots;
    const [only, ...others] = this.#meant({ ...command, slots }, setting);
    const { items: [list] = [] } =
      only && others.length === 0 ? await this.records.lists(setting.actor, { id: only.id }) : {};
    const ticked =
      slots.items?.map(({ text }) => list?.items.findLast((one) => one.checked && isCalled(one, text))) ?? [];
    const itemIds = ticked.flatMap((one) => one?.id ?? []);
    return only && itemIds.length > 0 && itemIds.length === ticked.length
      ? act({ ...command, operation: 'uncheck' }, { id: only.id, itemIds })
      : this.#add({ ...command, slots }, setting);
  }

  /** Off the list it is on, with how much of it, and onto the other. */
  async #move(command: Command, setting: Setting): Promise<Step[]> {
    const { items = [], fromList, listName, sure } = command.slots;
    if (items.length === 0) return [askFor(command, 'items')];
    const [to, ...more] = this.#meant(command, setting);
    if (more.length > 0 && to) return [ask(command, listName ?? '', [to, ...more])];
    const like = listName && !to && !sure ? listsLike(listName, setting.known.lists) : [];
    if (listName && like.length > 0) return [askOrNew(command, listName, like)];
    if (!to && !listName) return [askFor(command, 'listName')];
    const texts = items.map(({ text }) => text);
    const lists = await this.records.listsWith(setting.actor, texts);
    const sources = lists.filter((list) => list.id !== to?.id && items.some(({ text }) => itemOn(list, text)));
    const named =
      fromList === undefined
        ? sources
        : sources.filter(({ name }) => listsLike(fromList, [{ id: '', name }]).length > 0);
    const [from, ...others] = named;
    if (!from)
      return [notFound(command, `I can't find ${items.map(({ text }) => `"${text}"`).join(', ')} on another list`)];
    if (others.length > 0)
      return [
        askWhich(
          command,
          items[0]?.text ?? '',
          named.map(({ name }) => ({ label: name, slots: { fromList: name } })),
        ),
      ];
    const found = items.flatMap(({ text }) => itemOn(from, text) ?? []);
    return [
      act(command, { id: from.id, itemIds: found.map(({ id }) => id) }, 'list.remove'),
      act(command, { ...(to ? { id: to.id } : { name: listName }), items: found.map(asSaid) }, 'list.add'),
    ].map((step, i) => ('op' in step ? { ...step, command: i === 0 ? 'list.remove' : 'list.add' } : step));
  }

  /** The list by id, by its exact name, or the one the conversation is about. */
  #meant({ slots, operation }: Command, { known }: Setting): readonly KnownList[] {
    if (slots.listId) return known.lists.filter((list) => list.id === slots.listId);
    if (slots.listName) {
      const named = listsNamed(slots.listName, known.lists);
      if (named.length > 0) return named;
      const own = privateLists(slots.listName, known.lists);
      if (own.length > 0) return own;
      return operation === 'add' || operation === 'move' ? [] : listsLike(slots.listName, known.lists);
    }
    return known.last?.kind === 'list' ? known.lists.filter((list) => list.id === known.last?.id) : [];
  }
}

function ask(command: Command, about: string, lists: readonly KnownList[]): Step {
  return askWhich(
    command,
    about,
    lists.map((list) => ({ label: labelOf(list, lists), slots: { listId: list.id, listName: list.name } })),
  );
}

/** One of those that are there, or a new one after all. */
function askOrNew(command: Command, name: string, lists: readonly KnownList[]): Step {
  return askWhich(command, name, [
    ...lists
      .slice(0, 7)
      .map((list) => ({ label: labelOf(list, lists), slots: { listId: list.id, listName: list.name } })),
    { label: `+ ${name}`, slots: { sure: true } },
  ]);
}

/** Of two with one name, the private one says so. */
function labelOf({ name, ownerId }: KnownList, lists: readonly KnownList[]): string {
  const twice = lists.filter((list) => list.name.toLowerCase() === name.toLowerCase()).length > 1;
  return twice && ownerId ? `${name} 🔒` : name;
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
