import type { Actor, Command, Reminder } from '#core';
import { Records, type Step, words } from '#stores';
import { idsOf, unknownSite } from './people.ts';
import { namesOnlyADay, reminderPutOff, reminderTimeKept } from './time-kept.ts';
import { atUsualHour } from './usual-hour.ts';
import { act, askFor, askWhich, notFound, type Processor, type Setting } from './processor.ts';

type Which = { readonly id: string; readonly version?: number } | { readonly ref: number };

/** Reminders: who is to be told what, and when. */
export class ReminderProcessor implements Processor {
  constructor(
    private readonly records: Records,
    private readonly tasks: Processor,
  ) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    switch (command.operation) {
      case 'create':
        // only a task can be done; one with a time is spoken of when it is due
        if (command.slots.recurrenceFrom === 'completion')
          return this.tasks.prepare(asTask(command, setting.actor), setting);
        return [this.#create(await this.#entitled(command, setting), setting)];
      case 'show':
        return [this.#show(command, setting)];
      default:
        return this.#onEach(command, setting);
    }
  }

  /** "remind me of task 4": it is called what the task is called. */
  async #entitled(command: Command, { actor }: Setting): Promise<Command> {
    const [, ref] = /^(?:(?:the |la )?(?:task|tarea) #?|#)(\d{1,6})$/iu.exec(command.slots.title ?? '') ?? [];
    if (!ref) return command;
    const { items } = await this.records.tasks(actor, { refs: [Number(ref)], status: 'all' });
    const [task] = items;
    return task ? { ...command, slots: { ...command.slots, title: `#${task.ref} ${task.title}` } } : command;
  }

  #create(command: Command, setting: Setting): Step {
    const { actor, known } = setting;
    const { title, due, recurrence, site, assignees = [], all } = atUsualHour(command.slots, setting);
    if (!title) return askFor(command, 'title');
    if (!due) return askFor(command, 'due');
    const people = idsOf(command, assignees, known);
    if ('ask' in people) return people.ask;
    const personIds = people.ids.length > 0 ? people.ids : all ? everybody(known) : [actor.personId];
    const args = { title, due, recurrence, timeZone: actor.timeZone, siteId: site?.siteId, personIds };
    return unknownSite(command, known) ?? act(command, args);
  }

  #show(command: Command, { actor, known }: Setting): Step {
    const { assignees = [], query, refs } = command.slots;
    if (refs) return act(command, { refs });
    const [named] = assignees;
    const people = idsOf(command, assignees, known);
    if ('ask' in people && isNamesake(people.ask)) return people.ask;
    const person = named?.personId ? named : { name: actor.name, personId: actor.personId };
    // "reminders for the wedding": nobody, so what they are about
    const about = query ?? (named && !named.personId ? named.name : undefined);
    const filter = { status: 'pending', personId: person.personId, order: 'due', ...words(about) };
    const of = { person: { id: person.personId, name: person.name }, query: about };
    return { ...act(command, filter), of: { ...of, mine: person.personId === actor.personId } };
  }

  async #onEach(command: Command, setting: Setting): Promise<Step[]> {
    const { id, version, refs, query } = command.slots;
    const { last } = setting.known;
    if ((command.slots.by || namesOnlyADay(command.slots)) && (id || refs?.length))
      return this.#fromItsTime(command, setting);
    if (id) return [this.#onOne(command, { id, version }, setting)];
    if (refs?.length) return refs.map((ref) => this.#onOne(command, { ref }, setting));
    if (query) return [await this.#onDescribed(command, query, setting)];
    return last?.kind === 'reminder'
      ? this.#onEach({ ...command, slots: { ...command.slots, id: last.id } }, setting)
      : [askFor(command, 'refs')];
  }

  /** Each keeps its own time of day, or is put off from its own. */
  async #fromItsTime(command: Command, setting: Setting): Promise<Step[]> {
    const { id, version, refs = [] } = command.slots;
    const { items } = await this.records.reminders(setting.actor, id ? { id } : { refs, limit: 200 });
    const on = (reminder: Reminder | undefined, which: Which): Step =>
      this.#onOne(onItsTime(command, reminder, setting), which, setting);
    if (id) return [on(items[0], { id, version })];
    return refs.map((ref) =>
      on(
        items.find((one) => one.ref === ref),
        { ref },
      ),
    );
  }

  async #onDescribed(command: Command, query: string, setting: Setting): Promise<Step> {
    const { items } = await this.records.reminders(setting.actor, {
      query,
      status: 'pending',
      limit: 6,
    });
    const [first, ...others] = items;
    if (!first) return notFound(command, `I can't find a reminder like "${query}"`);
    return others.length > 0
      ? askWhich(command, query, items.map(choiceOf))
      : this.#onOne(onItsTime(command, first, setting), { id: first.id }, setting);
  }

  #onOne(command: Command, which: Which, { actor }: Setting): Step {
    const { due, recurrence, title, newName } = command.slots;
    if (command.operation === 'cancel') return act(command, which);
    if (!due && !title && !newName) return askFor(command, 'due');
    return act(command, { ...which, due, recurrence, title: newName ?? title, timeZone: due && actor.timeZone });
  }
}

function onItsTime(command: Command, reminder: Reminder | undefined, { actor, now }: Setting): Command {
  const slots = reminderPutOff(command.slots, reminder, now);
  return { ...command, slots: reminderTimeKept(slots, reminder, actor.timeZone) };
}

/** The crew; the samples only where there is nobody else to try it with. */
function everybody({ people }: Setting['known']): string[] {
  const real = people.filter(({ sample }) => !sample);
  return (real.length > 1 ? real : people).map(({ id }) => id);
}

function isNamesake(step: Step): boolean {
  return 'outcome' in step && step.outcome.kind === 'asked' && step.outcome.question === 'which';
}

/** Whoever asks to be reminded has the task, unless others are named. */
function asTask({ slots }: Command, { name, personId }: Actor): Command {
  const { assignees = [] } = slots;
  return {
    entity: 'task',
    operation: 'create',
    slots: { ...slots, assignees: assignees.length > 0 ? assignees : [{ name, personId }] },
  };
}

function choiceOf(reminder: Reminder): { label: string; slots: Command['slots'] } {
  return { label: `#${reminder.ref} ${reminder.title}`, slots: { refs: [reminder.ref], query: undefined } };
}
