import type { Command, Reading, Route } from '#core';
import { secondOpinion } from './classifier.rail.ts';
import { decide, type Reasoned } from './decide.ts';
import type { Lexicon } from './grammar/lexicon.ts';
import { TIMELY, type Found, type Phrase } from './grammar/read.ts';
import { grammarRail } from './grammar.rail.ts';
import { LEXICONS } from './lexicons.ts';
import { detailsOf, tellsOfReport } from './reports/details.ts';
import { asCommand } from './syntax/sayings.ts';
import { lacksList, segments } from './segments.ts';
import { referentRail } from './referent.rail.ts';
import { repeatingRail } from './repeating.rail.ts';
import { syntaxRail, type Explicit } from './syntax.rail.ts';
import { mayHaveTime } from './slots/when.ts';
import { whenOf } from './slots/zone.ts';
import { workRail } from './work.rail.ts';
import { waitingRail } from './waiting.rail.ts';
import { tokenise } from './text/tokens.ts';
import { forgetTimes } from './time/index.ts';

/** Below this the grammar and the classifier are guessing. */
const UNLIKELY = 0.4;

/** Decides what a text asks for: explicit syntax, then the grammar with the classifier's second opinion. Pure. */
export function routeText(text: string, reading: Reading): Route {
  forgetTimes();
  const route = waitingRail(text, reading, LEXICONS, routePlain) ?? routePlain(text, reading);
  if (route.tier === 'direct') return route;
  return referentRail(text, reading, (said) => routePlain(said, reading)) ?? route;
}

function routePlain(text: string, reading: Reading): Route {
  const route = routeWords(text, reading);
  const commands = route.commands.map((command) => withDetails(command, reading));
  return { ...route, commands };
}

/** A report with what its words say in numbers, of which equipment, and what is to be done. What is there stays. */
export function withDetails(command: Command, reading: Reading): Command {
  const { notes, readings, equipment } = command.slots;
  if (!notes || readings || equipment || !tellsOfReport(command)) return command;
  const details = detailsOf(notes, reading, readTask);
  const followUps = [...(command.slots.followUps ?? []), ...(details.followUps ?? [])];
  return { ...command, slots: { ...command.slots, ...details, ...(followUps.length > 0 && { followUps }) } };
}

/** A line as the task it tells of, in the language in which it says when; a time that cannot be reckoned with stays words. */
function readTask(line: string, reading: Reading): Command['slots'] {
  const read = (lexicons: readonly Lexicon[]) => {
    const explicit = syntaxRail(`/newtask ${line}`, reading, lexicons);
    return explicit && 'found' in explicit ? explicit.found.command.slots : { title: line };
  };
  try {
    const slots = read(LEXICONS);
    return slots.due === undefined ? read(LEXICONS.toReversed()) : slots;
  } catch {
    return { title: line };
  }
}

function routeWords(text: string, reading: Reading): Route {
  const saying = asCommand(text);
  const explicit = syntaxRail(saying ?? text, reading, LEXICONS);
  if (explicit) return fromSyntax(explicit, saying === undefined);
  const tokens = tokenise(text);
  if (tokens.length === 0) return fromNothing();
  const read = oncePerPhrase((phrase) => grammarRail(phrase, reading, LEXICONS));
  const parts = segments({ text, tokens }, reading, LEXICONS, read);
  const found = parts.map(read);
  const whole = parts.length > 1 ? found.map((one) => withList(one, found)) : found;
  const route = joined(
    parts.map((phrase, i) => withTime(decide(whole[i], secondOpinion(phrase.tokens)), phrase, reading)),
  );
  if (route.tier === 'direct') return route;
  const repeating = repeatingRail({ text, tokens }, reading, LEXICONS);
  if (repeating) return fromSyntax({ found: repeating });
  const work = mayBeWork(route) ? workRail({ text, tokens }, reading, LEXICONS) : undefined;
  return work ? fromWork(work) : route;
}

/** One thing, and nothing else that is understood. */
function mayBeWork({ commands: [only, ...others], confidence }: Route): boolean {
  return (
    only !== undefined &&
    others.length === 0 &&
    (confidence < UNLIKELY || only.entity === 'none' || (only.entity === 'task' && only.operation === 'create'))
  );
}

/** What was read to find out whether it stands alone is not read again. */
function oncePerPhrase(read: (phrase: Phrase) => Found | undefined): (phrase: Phrase) => Found | undefined {
  const known = new Map<Phrase, Found | undefined>();
  return (phrase) => {
    if (!known.has(phrase)) known.set(phrase, read(phrase));
    return known.get(phrase);
  };
}

/** "add soda to the shopping list and remove carrots": the second means the list of the first. */
function withList(one: Found | undefined, all: readonly (Found | undefined)[]): Found | undefined {
  if (!one || !lacksList(one)) return one;
  const slots = all.map((other) => other?.command.slots).find((other) => other?.listName !== undefined);
  if (!slots?.listName) return one;
  const list = { listName: slots.listName, ...(slots.listId !== undefined && { listId: slots.listId }) };
  return { ...one, sure: true, missing: [], command: { ...one.command, slots: { ...one.command.slots, ...list } } };
}

/** A label without slots still says when. */
function withTime(reasoned: Reasoned, phrase: Phrase, reading: Reading): Reasoned {
  const { command, rail } = reasoned;
  const [{ language }] = LEXICONS;
  if (
    rail !== 'classifier' ||
    !TIMELY.test(`${command.entity}.${command.operation}`) ||
    command.slots.dueText !== undefined
  )
    return reasoned;
  const when = mayHaveTime(phrase.tokens, language) ? whenOf(phrase, reading, language) : undefined;
  return when ? { ...reasoned, command: { ...command, slots: { ...command.slots, ...when.slots } } } : reasoned;
}

function fromSyntax(explicit: Explicit, asWritten = true): Route {
  if ('unknown' in explicit) {
    const query = explicit.suggestion ?? `/${explicit.unknown}`;
    return routeOf({ entity: 'smalltalk', operation: 'help', slots: { query } }, 'syntax', {
      missing: ['command'],
      why: [`/${explicit.unknown} is not a command`],
    });
  }
  const { command, missing, spans, problem } = explicit.found;
  const why = [...missing.map((slot) => `missing: ${slot}`), ...(problem === undefined ? [] : [`time: ${problem}`])];
  return {
    commands: [command],
    confidence: missing.length > 0 ? 0.99 : 1,
    tier: why.length > 0 ? 'focused' : 'direct',
    explanation: {
      rail: 'syntax',
      spans: asWritten ? spans : [],
      missing: problem === undefined ? missing : [...missing, 'due'],
      why,
    },
  };
}

function fromWork({ command, spans }: Found): Route {
  const explanation = { rail: 'work', spans, missing: [], why: [] };
  return { commands: [command], confidence: 0.9, tier: 'direct', explanation };
}

function fromNothing(): Route {
  return routeOf({ entity: 'none', operation: 'unknown', slots: {} }, 'none', {
    missing: [],
    why: ['nothing to read'],
  });
}

function routeOf(command: Command, rail: string, { missing, why }: { missing: string[]; why: string[] }): Route {
  return { commands: [command], confidence: 0, tier: 'full', explanation: { rail, spans: [], missing, why } };
}

/** "break 12 into drain, refill and test" makes three tasks; how a site is doing is its latest report and its tasks. */
function oneByOne(command: Command): Command[] {
  const { items, ...slots } = command.slots;
  if (command.operation === 'status' && slots.latest)
    return [
      { entity: 'report', operation: 'show', slots },
      { entity: 'task', operation: 'show', slots: { ...(slots.site && { site: slots.site }) } },
    ];
  if (command.entity !== 'task' || !items) return [command];
  return items.map(({ text, quantity, unit }) => ({
    ...command,
    slots: { ...slots, title: [quantity, unit, text].filter(Boolean).join(' ') },
  }));
}

/** Several commands are as sure as the least sure of them. */
function joined(parts: readonly Reasoned[]): Route {
  const tiers = parts.map((part) => part.tier);
  return {
    commands: parts.flatMap((part) => oneByOne(part.command)),
    confidence: Math.min(...parts.map((part) => part.confidence)),
    tier: tiers.includes('full') ? 'full' : tiers.includes('focused') ? 'focused' : 'direct',
    explanation: {
      rail: [...new Set(parts.map((part) => part.rail))].join('+'),
      spans: parts.flatMap((part) => part.spans),
      missing: [...new Set(parts.flatMap((part) => part.missing))],
      why: [...new Set(parts.flatMap((part) => part.why))],
    },
    ...(parts.length === 1 && parts[0]?.perhaps && { perhaps: parts[0].perhaps }),
  };
}
