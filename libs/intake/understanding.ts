import { Injectable } from '@nestjs/common';
import type { Asked, Command, Known, Outcome, Reading, Route, RouteGist } from '#core';
import { nameOf } from '#core';
import { Rails } from '#rails';
import type { Setting } from '#processors';
import { answerTo } from './answer.ts';
import { lookedFor } from './looking.ts';
import { LONGEST, offersFor } from './offers.ts';
import { besideReports, filesAlone } from './reports.ts';
import { takenBack } from './taken-back.ts';

/** What is to be carried out, or asked back, for one message. */
export interface Understood {
  readonly todo: readonly (Command | Outcome)[];
  readonly route: RouteGist;
  /** What is said where the records do not bear a guess out. */
  readonly otherwise?: () => Outcome | undefined;
}

const ANSWERED: RouteGist = { rail: 'answer', confidence: 1, tier: 'direct' };
const QUESTION_OVER: Outcome = { kind: 'said', command: 'smalltalk.chat', topic: 'question_over' };
const NOT_UNDERSTOOD: Outcome = { kind: 'said', command: 'none.unknown', topic: 'not_understood' };
const NOTHING_SAID: RouteGist = { rail: 'none', confidence: 0, tier: 'full' };

/** Adding to the list just spoken of can be taken back at once. */
const SURE_OF_MORE = 0.25;
const MOST_WORDS = 2;
const NEARLY_SURE = 0.95;
/** Below this a guess is not worth mentioning. */
export const WORTH_ASKING = 0.35;

/** Decides what a message asks for: by the question it answers, by the rails, or by asking back. Does no I/O. */
@Injectable()
export class Understanding {
  constructor(private readonly rails: Rails) {}

  /** What the rails make of a text. */
  read(text: string, reading: Reading): Route {
    return this.rails.route(text, reading);
  }

  /** A report with what its words say in numbers. */
  detailed(command: Command, reading: Reading): Command {
    return this.rails.detailed(command, reading);
  }

  understand(said: string, pending: Asked | null, setting: Setting): Understood {
    const [, answer, question] = /^([^#]{1,40})#([0-9a-f]{8})$/.exec(said) ?? [];
    if (question && question !== pending?.id) return { todo: [QUESTION_OVER], route: ANSWERED };
    return this.#read(answer ?? said, pending, setting);
  }

  #read(text: string, pending: Asked | null, setting: Setting): Understood {
    if (!text.trim()) return { todo: [filesAlone(setting)], route: NOTHING_SAID };
    const { actor, now, known } = setting;
    const [, operation, auditId] = /^\/(undo|redo) (\d{1,15})$/.exec(text) ?? [];
    if (operation) return { todo: [thatChange(operation, Number(auditId))], route: ANSWERED };
    const said = pending?.question === 'unsure' ? pending.about : undefined;
    const reading = {
      now,
      timeZone: actor.timeZone,
      speakerId: actor.personId,
      known: said === undefined ? known : { ...known, said },
    };
    const route = this.read(text, reading);
    const gist = gistOf(route);
    const answer = pending ? answerTo(pending, text, route, reading) : undefined;
    if (answer === 'never mind')
      return { todo: [{ kind: 'said', command: 'smalltalk.chat', topic: 'never_mind' }], route: ANSWERED };
    if (answer)
      return { todo: answer.commands.map((command) => this.rails.detailed(command, reading)), route: ANSWERED };
    const beside = besideReports(text, route, setting);
    if (beside) return { todo: [this.rails.detailed(beside, reading)], route: ANSWERED };
    const back = takenBack(text, known.last);
    if (back) return { todo: [back], route: ANSWERED };
    if (mayRun(route)) return { todo: route.commands, route: gist };
    const offers = () => offersFor(text, (line) => this.read(line, reading));
    const guess = madeOf(said, route) ?? guessed(route);
    if (guess) return { todo: [guess], route: gist, otherwise: offers };
    return {
      todo: [more(route, known.last) ?? lookedUp(text, route) ?? askBack(text, route, offers)],
      route: gist,
    };
  }
}

/**
 * As it stands; or when only slots are missing, because the processor asks for them by name; or a deletion of something
 * described, because the processor finds it and asks whether that is the one.
 */
function mayRun({ tier, confidence, commands: [first, ...others], explanation }: Route): boolean {
  if (!first) return false;
  const askedAnyway = first.operation === 'delete' && !first.slots.refs && others.length === 0 && !isBlind(first);
  // somebody nobody knows is asked about, and nothing is done before that
  const stranger = first.operation === 'create' && explanation.missing.includes('assignees') && others.length === 0;
  return (
    tier === 'direct' ||
    (others.length === 0 && confidence >= NEARLY_SURE && isNamedList(first)) ||
    (stranger && confidence >= WORTH_ASKING) ||
    (tier === 'focused' && explanation.missing.length > 0) ||
    (askedAnyway && confidence >= WORTH_ASKING)
  );
}

/** "make a list tools", "create list Truck 5 parts": an empty list does no harm, and one word or a capital is a name. */
function isNamedList({ entity, operation, slots: { listName = '', ...more } }: Command): boolean {
  const isName = /^(?:\p{L}{3,}|\p{Lu}\p{L}+(?: [\p{L}\p{N}]+){1,3})$/u.test(listName);
  return entity === 'list' && operation === 'create' && isName && Object.keys(more).length === 0;
}

/** A button under what was said of one change takes back that one. */
function thatChange(operation: string, auditId: number): Command {
  return { entity: 'change', operation: operation === 'redo' ? 'redo' : 'undo', slots: { auditId } };
}

/** "paint shed is done", "got the milk", "uncheck milk": whether that asks for anything, the records know. */
function guessed({ commands: [first, ...others], explanation: { rail }, perhaps }: Route): Command | undefined {
  const guess = rail === 'grammar' && others.length === 0 ? first : perhaps;
  if (!guess) return undefined;
  const { slots, entity, operation } = guess;
  const done = entity === 'task' && operation === 'complete' && slots.query !== undefined;
  const got = entity === 'list' && ['check', 'uncheck'].includes(operation) && (slots.items?.length ?? 0) > 0;
  const moved = entity === 'task' && operation === 'update' && slots.query !== undefined && slots.due !== undefined;
  return done || got || moved ? { ...guess, slots: { ...slots, guess: true } } : undefined;
}

/** "turn that into a report", right after something nobody knew what to do with: that cannot mean much else. */
function madeOf(said: string | undefined, { commands: [guess, ...others] }: Route): Command | undefined {
  if (said === undefined || guess?.operation !== 'create' || others.length > 0) return undefined;
  return [guess.slots.title, guess.slots.notes].includes(said) ? guess : undefined;
}

/** "also add coolant", right after a list was spoken of, is said of that list. */
function more(
  { commands: [guess, ...others], confidence, explanation }: Route,
  last: Known['last'],
): Command | undefined {
  if (!guess || others.length > 0 || explanation.rail !== 'grammar' || last?.kind !== 'list') return undefined;
  const { entity, operation, slots } = guess;
  const isMore = entity === 'list' && operation === 'add' && slots.items && slots.listId === last.id;
  const things = slots.items?.every(
    ({ text, quantity }) => quantity !== undefined || text.split(' ').length <= MOST_WORDS,
  );
  return isMore && things && confidence >= SURE_OF_MORE ? guess : undefined;
}

/** Looking something up changes nothing: a fair guess, or the word for it, is enough. */
function lookedUp(text: string, { commands: [guess, ...others], confidence }: Route): Command | undefined {
  if (others.length > 0 || !guess) return undefined;
  const query = lookedFor(text);
  const isGuessed = guess.entity === 'search' && confidence >= WORTH_ASKING;
  if (isGuessed && (query === undefined || query === text)) return guess;
  return query === undefined ? undefined : { entity: 'search', operation: 'ask', slots: { query } };
}

function askBack(text: string, { commands, confidence }: Route, offers: () => Outcome | undefined): Outcome {
  const [guess] = commands;
  // a number alone answers nothing that was asked
  if (!/\p{L}/u.test(text)) return NOT_UNDERSTOOD;
  // nothing is remembered yet but records
  if (!guess || guess.entity === 'none' || guess.entity === 'memory') return offers() ?? NOT_UNDERSTOOD;
  if (guess.operation === 'help') return unknownCommand(text, guess.slots.query);
  if (guess.entity === 'smalltalk') return { kind: 'said', command: nameOf(guess), topic: 'chat' };
  if (
    ['delete', 'clear', 'cancel', 'remove'].includes(guess.operation) &&
    (confidence < WORTH_ASKING || isBlind(guess))
  )
    return NOT_UNDERSTOOD;
  if (confidence < WORTH_ASKING || commands.length > 1) return offers() ?? NOT_UNDERSTOOD;
  const choices = [{ label: 'Yes', command: guess }];
  return { kind: 'asked', command: nameOf(guess), question: 'unsure', about: text.trim().slice(0, LONGEST), choices };
}

/** The command that is meant instead, where one is like it. */
function unknownCommand(text: string, meant = '/help'): Outcome {
  const said = { kind: 'said', command: 'smalltalk.help' } as const;
  return text.trim().toLowerCase().startsWith(meant.toLowerCase())
    ? { ...said, topic: 'no_such_command' }
    : { ...said, topic: 'unknown_command', about: meant };
}

/** A deletion that names nothing, or another thing than a list, would be of whatever was spoken of last. */
function isBlind({ entity, operation, slots }: Command): boolean {
  // things were named, and the list is only the one spoken of last
  const isOfThings = entity === 'list' && slots.items !== undefined;
  return (
    (operation === 'delete' && (Object.keys(slots).length === 0 || isOfThings)) ||
    (operation === 'clear' && (!slots.listName || (slots.items?.length ?? 0) > 0))
  );
}

function gistOf({ explanation, confidence, tier, commands }: Route): RouteGist {
  return { ...explanation, confidence, tier, commands: commands.map(nameOf) };
}
