import type { Command, Slots, Task } from '#core';
import { nameOf } from '#core';
import { Records, type Step, type Viewer } from '#stores';
import { nextTime } from './next-time.ts';
import { idsOf, unknownSite } from './people.ts';
import { act, askFor, askWhich, notBorneOut, notFound, type Processor, type Setting, settle } from './processor.ts';
import { viewOf } from './task-view.ts';
import { namesOnlyADay, putOff, timeKept } from './time-kept.ts';

const CHOICES = 5;

type Which = { readonly id: string; readonly version?: number } | { readonly ref: number };

/** Tasks and subtasks. */
export class TaskProcessor implements Processor {
  constructor(private readonly records: Records) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    switch (command.operation) {
      case 'create':
        return [this.#create(command, setting)];
      case 'show':
        return [this.#show(command, setting)];
      default:
        return this.#onEach(command, setting);
    }
  }

  #create(command: Command, setting: Setting): Step {
    const { title, notes, stage, priority, assignees = [], parentRef, parentId, site } = command.slots;
    if (!title) return askFor(command, 'title');
    const people = idsOf(command, assignees, setting.known);
    if ('ask' in people) return people.ask;
    const args = {
      title,
      notes,
      stage,
      priority,
      parentRef,
      parentId,
      siteId: site?.siteId,
      assigneeIds: people.ids,
      ...waitsFor(command.slots),
    };
    return unknownSite(command, setting.known) ?? act(command, { ...args, ...when(command.slots, setting) });
  }

  #show(command: Command, setting: Setting): Step {
    const people = idsOf(command, command.slots.assignees ?? [], setting.known);
    if ('ask' in people) return people.ask;
    const { filter, of } = viewOf(command.slots, setting);
    return { ...act(command, filter), of };
  }

  /** Everything that is done to tasks that exist: to each number named, or to the one task the words describe. */
  async #onEach(command: Command, setting: Setting): Promise<Step[]> {
    const { id, version, refs, query } = command.slots;
    const { last } = setting.known;
    if (command.operation === 'complete' && (id || refs?.length)) return this.#complete(command, setting);
    if (command.operation === 'update' && (command.slots.by || namesOnlyADay(command.slots)) && (id || refs?.length))
      return this.#toAnotherDay(command, setting);
    if (id) return [this.#onOne(command, { id, version }, setting)];
    if (command.operation === 'delete' && refs && refs.length > 1 && !command.slots.sure)
      return [await this.#confirmAll(command, refs, setting.actor)];
    if (refs?.length) return refs.map((ref) => this.#onOne(command, { ref }, setting));
    if (query) return [await this.#onDescribed(command, query, setting)];
    if (last?.kind !== 'task') return [askFor(command, 'refs')];
    return this.#onEach({ ...command, slots: { ...command.slots, id: last.id } }, setting);
  }

  /** Several at once are deleted only when they were named back. */
  async #confirmAll(command: Command, refs: readonly number[], viewer: Viewer): Promise<Step> {
    const { items } = await this.records.tasks(viewer, { refs, limit: 200 });
    if (items.length === 0) return notFound(command, noneOf(refs));
    const there = items.toSorted((a, b) => a.ref - b.ref);
    return confirm({ ...command, slots: { ...command.slots, sure: true } }, ...there);
  }

  /** What repeats moves on to its next time, which depends on what the task is now. */
  async #complete(command: Command, setting: Setting): Promise<Step[]> {
    const { id, version, refs = [] } = command.slots;
    const { items } = await this.records.tasks(setting.actor, id ? { id } : { refs, limit: 200 });
    if (id) return [act(command, { id, version, ...(items[0] && nextTime(items[0], setting)) })];
    return refs.map((ref) => {
      const task = items.find((one) => one.ref === ref);
      return act(command, { ref, ...(task && nextTime(task, setting)) });
    });
  }

  /** The time of day a task has is told by the task alone. */
  async #toAnotherDay(command: Command, setting: Setting): Promise<Step[]> {
    const { id, version, refs = [] } = command.slots;
    const { items } = await this.records.tasks(setting.actor, id ? { id } : { refs, limit: 200 });
    const on = (task: Task | undefined, which: Which) => this.#onOne(onItsTime(command, task, setting), which, setting);
    if (id) return [on(items[0], { id, version })];
    return refs.map((ref) =>
      on(
        items.find((one) => one.ref === ref),
        { ref },
      ),
    );
  }

  async #onDescribed(command: Command, query: string, setting: Setting): Promise<Step> {
    const status = command.operation === 'reopen' ? 'done' : command.operation === 'complete' ? 'open' : 'all';
    if (command.slots.guess) return this.#onGuessed(command, query, setting);
    const found = await this.#find(setting.actor, query, status);
    const [first, ...others] = found;
    if (!first) return notFound(command, `I can't find ${status === 'open' ? 'an open' : 'a'} task like "${query}"`);
    if (others.length > 0) return askWhich(command, query, found.slice(0, CHOICES).map(choiceOf));
    if (command.operation === 'delete') return confirm(command, first);
    if (command.operation === 'complete') return act(command, { id: first.id, ...nextTime(first, setting) });
    return this.#onOne(onItsTime(command, first, setting), { id: first.id }, setting);
  }

  /** "paint shed is done": the one open task of those words is done, one that is like it is asked about. */
  async #onGuessed(command: Command, query: string, setting: Setting): Promise<Step> {
    const found = await this.#find(setting.actor, query, 'open');
    const said = tellingWords(query);
    const [exact, ...others] = found.filter(({ title }) => tellingWords(title) === said);
    if (exact && others.length === 0 && command.operation === 'complete')
      return act(command, { id: exact.id, ...nextTime(exact, setting) });
    const meant = exact ?? found[0];
    if (meant && command.operation !== 'complete' && (exact ? others : found.slice(1)).length === 0)
      return this.#onOne(onItsTime(command, meant, setting), { id: meant.id }, setting);
    if (found.length > 0) return askWhich(command, query, found.slice(0, CHOICES).map(choiceOf));
    return notBorneOut(setting);
  }

  /** Exact titles before titles that contain the words before titles that are like them. */
  async #find(viewer: Viewer, query: string, status: 'open' | 'done' | 'all'): Promise<readonly Task[]> {
    const { items } = await this.records.tasks(viewer, { query, status, order: 'likeness', limit: 20 });
    const said = query.toLowerCase();
    const exact = items.filter((task) => task.title.toLowerCase() === said);
    const containing = items.filter((task) =>
      said.split(/\s+/).every((word) => task.title.toLowerCase().includes(word)),
    );
    return [exact, containing, items].find((tasks) => tasks.length > 0) ?? [];
  }

  #onOne(command: Command, which: Which, setting: Setting): Step {
    const { assignees = [], crew = 'instead', notes, title, newName, priority, stage, site } = command.slots;
    switch (command.operation) {
      case 'reassign': {
        if (assignees.length === 0) return askFor(command, 'assignees');
        const people = idsOf(command, assignees, setting.known);
        return 'ask' in people ? people.ask : act(command, { ...which, [CREW[crew]]: people.ids });
      }
      case 'note': {
        const text = notes ?? title;
        return text ? act(command, { ...which, notes: text }) : askFor(command, 'notes');
      }
      case 'stage': {
        const { stage: wanted = null, moreNotes } = command.slots;
        return act(command, { ...which, stage: wanted, moreNotes });
      }
      case 'update': {
        const people = idsOf(command, assignees, setting.known);
        if ('ask' in people) return people.ask;
        const changes = {
          title: newName ?? title,
          notes,
          priority,
          stage,
          siteId: site === null ? null : site?.siteId,
          parentRef: command.slots.parentRef,
          parentId: command.slots.parentId,
          assigneeIds: command.slots.assignees && people.ids,
          ...when(command.slots, setting),
          ...waitsFor(command.slots),
        };
        const said = Object.values(changes).some((value) => value !== undefined);
        return (
          unknownSite(command, setting.known) ??
          (said ? act(command, { ...which, ...changes }) : askFor(command, 'due'))
        );
      }
      default:
        return act(command, which);
    }
  }
}

/** Of several, none is there. */
function noneOf(refs: readonly number[]): string {
  const all = refs.map((ref) => `#${ref}`);
  return `There are no tasks ${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** How the people named are meant. */
const CREW = { instead: 'assigneeIds', also: 'addAssigneeIds', without: 'removeAssigneeIds' } as const;

function onItsTime(command: Command, task: Task | undefined, { actor, now }: Setting): Command {
  const { timeZone } = actor;
  const slots = command.slots.by ? putOff(command.slots, task, { now, timeZone }) : command.slots;
  return { ...command, slots: timeKept(slots, task, timeZone) };
}

function when({ due, dueHasTime, recurrence, recurrenceFrom }: Slots, { actor }: Setting): object {
  const again = { recurrence, recurrenceFrom };
  return due === undefined ? again : { due, dueHasTime, timeZone: due && actor.timeZone, ...again };
}

/** Which tasks it has to wait for: all of them by id, or some more by number. */
function waitsFor({ after, blockerIds }: Slots): object {
  return { ...(blockerIds && { blockerIds }), ...(after && { addBlockerRefs: after }) };
}

function choiceOf(task: Task): { label: string; slots: Slots } {
  return { label: `#${task.ref} ${task.title}`, slots: { refs: [task.ref], query: undefined, guess: undefined } };
}

/** "Paint the shed" and "paint shed" tell the same. */
function tellingWords(text: string): string {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^(?:the|a|an|my|our|that|el|la|los|las|un|una)$/u.test(word))
    .join(' ');
}

function confirm(command: Command, ...tasks: readonly Task[]): Step {
  const refs = tasks.map(({ ref }) => ref);
  const definite = { ...command, slots: { ...command.slots, refs, query: undefined } };
  return settle({
    kind: 'asked',
    command: nameOf(command),
    question: 'confirm',
    about: tasks.map(({ ref, title }) => `#${ref} ${title}`).join(', '),
    choices: [{ label: 'Yes, delete it', command: definite }],
  });
}
