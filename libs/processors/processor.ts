import type { Choice, Command, CommandName, Known, Message, Outcome, Slots } from '#core';
import { nameOf } from '#core';
import type { Step, StepContext } from '#stores';

/** All a processor may know of where a command came from: who, what is around them, and when. */
export interface Setting extends StepContext {
  readonly known: Known;
  readonly now: Date;
  /** What was sent beside the words. */
  readonly message?: Pick<Message, 'attachments' | 'album' | 'replyTo'>;
  /** Where this product is found from outside, for links. */
  readonly origin?: string;
  /** What is said where the records do not bear a guess out. */
  readonly otherwise?: (() => Outcome | undefined) | undefined;
}

/** Carries out the commands of one entity. `prepare` decides and looks up; the steps it answers are committed together. */
export interface Processor {
  prepare(command: Command, setting: Setting): Promise<Step[]> | Step[];
}

/** What can be done beside what can be said. */
type Op =
  | CommandName
  | 'report.finalize'
  | 'report.reopen'
  | 'report.attach'
  | 'report.link'
  | 'report.place'
  | 'template.update';

/** A step that changes something, or looks something up inside the transaction. */
export function act(command: Command, args: object, op: Op = nameOf(command)): Step {
  return { command: nameOf(command), op, args: { ...args } };
}

/** A step that is settled without the database. */
export function settle(outcome: Outcome): Step {
  return { outcome };
}

/** Asks for slots the command cannot do without. */
export function askFor(command: Command, ...missing: readonly (keyof Slots)[]): Step {
  return settle({ kind: 'asked', command: nameOf(command), question: 'missing', missing, pending: command });
}

/** Asks which of several records is meant; each choice is the same command made definite. */
export function askWhich(
  command: Command,
  about: string,
  choices: readonly (Omit<Choice, 'command'> & { slots: Slots })[],
): Step {
  return settle({
    kind: 'asked',
    command: nameOf(command),
    question: 'which',
    about,
    choices: choices.map(({ slots, ...choice }) => ({
      ...choice,
      command: { ...command, slots: { ...command.slots, ...slots } },
    })),
  });
}

/** The records know nothing of what was perhaps meant. */
export function notBorneOut({ otherwise }: Setting): Step {
  return settle(otherwise?.() ?? { kind: 'said', command: 'none.unknown', topic: 'not_understood' });
}

/** Says that what was meant is not there. */
export function notFound(command: Command, reason: string): Step {
  return settle({ kind: 'refused', command: nameOf(command), code: 'not_found', reason });
}
