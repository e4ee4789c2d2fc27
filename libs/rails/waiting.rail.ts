import type { Command, Reading, Route } from '#core';
import type { Lexicon } from './grammar/lexicon.ts';
import { tokenise } from './text/tokens.ts';

const MORE = String.raw`(?:\s*(?:,|&|\band\b|\by\b)\s*#?\d{1,6})*`;
const NUMBERS = String.raw`(?:#|(?:task|tarea)\s+#?)\d{1,6}${MORE}`;
const DONE = String.raw`(?:\s+(?:is|are|gets|est[eé]n?|quede)\s+(?:done|finished|completed?|hech[ao]s?|terminad[ao]s?|list[ao]s?))?`;
/** Where and when may be said after what it waits for. */
const TAIL = String.raw`(\s+(?:(?:at|in|on|by|before|for|this|next|en|para|antes|el|este|esta)\s+\S|today|tonight|tomorrow|hoy|ma[nñ]ana|@).*?)?`;
const AFTER = new RegExp(
  String.raw`[\s,(]+(?:(?:is|are|est[aá]|va)\s+)?(?:only\s+)?(?:after|once|when|blocked by|waiting (?:for|on)|waits for|depends on|despu[eé]s de|tras|cuando|bloquead[ao] por|depende de|espera a)\s+(?:la\s+)?(${NUMBERS})${DONE}\)?${TAIL}[\s.!?]*$`,
  'iu',
);
/** "task 4 is after 3": between two tasks a bare number is a task, too. */
const PAIR = new RegExp(
  String.raw`^\W*(?:(?:the\s+|la\s+)?(?:task|tarea)\s+|la\s+)?#?(\d{1,6})\s+(?:(?:is|comes|goes|must|has to|va|es|viene)\s+)?(?:only\s+)?(?:after|once|blocked by|wait(?:s|ing)? (?:for|on)|depends on|despu[eé]s de|tras|bloquead[ao] por|depende de|espera a)\s+(?:la\s+)?(?:(?:task|tarea)\s+)?(#?\d{1,6}${MORE})${DONE}[\s.!?]*$`,
  'iu',
);
/** "tell me after #12" is said to us. */
const PRONOUNS = new Set(['me', 'us', 'you', 'i', 'we', 'he', 'she', 'they', 'it', 'nos', 'yo', 'te']);
const ONE =
  /^\W*(?:do|make|start|put|task|tarea|la|haz|pon)?\s*(?:task|tarea|la)?\s*#?(\d{1,6})\s*(?:comes|goes|must wait|has to wait|va)?\s*$/iu;

/** "paint the shed after #12", "#14 is blocked by #12": what must wait for which tasks. */
export function waitingRail(
  typed: string,
  reading: Reading,
  lexicons: readonly Lexicon[],
  route: (text: string, reading: Reading) => Route,
): Route | undefined {
  const text = typed.replaceAll(/[^\S\n]+/gu, ' ');
  const [, waiting, blockers = ''] = PAIR.exec(text) ?? [];
  if (waiting)
    return sure({
      entity: 'task',
      operation: 'update',
      slots: { refs: [Number(waiting)], after: numbersIn(blockers) },
    });
  const said = AFTER.exec(text);
  if (!said?.[1]) return undefined;
  const after = numbersIn(said[1]);
  const rest = `${text.slice(0, said.index)}${said[2] ?? ''}`;
  const one = ONE.exec(rest)?.[1];
  if (one) return sure({ entity: 'task', operation: 'update', slots: { refs: [Number(one)], after } });
  const read = route(rest, reading);
  const [only, ...others] = read.commands;
  if (!only || others.length > 0) return undefined;
  if (only.entity === 'task' && ['create', 'update'].includes(only.operation) && read.tier !== 'full')
    return { ...read, commands: [{ ...only, slots: { ...only.slots, after } }] };
  if (read.tier === 'direct') return undefined;
  // what waits for a task is a task; one that does not begin with work to be done is asked about
  const made = route(`/newtask ${rest}`, reading).commands[0];
  const command: Command = { entity: 'task', operation: 'create', slots: { ...made?.slots, after } };
  return beginsWithWork(rest, lexicons) ? sure(command) : { ...sure(command), tier: 'full', confidence: 0.6 };
}

function numbersIn(words: string): number[] {
  return [...new Set([...words.matchAll(/\d+/gu)].map(([number]) => Number(number)))];
}

function beginsWithWork(text: string, lexicons: readonly Lexicon[]): boolean {
  const tokens = tokenise(text);
  const [first] = tokens;
  if (first?.norm.startsWith('@')) return true;
  if (tokens.slice(0, 3).some(({ norm }) => PRONOUNS.has(norm))) return false;
  return lexicons.some(({ language }) => (language.words['do'] ?? '').split('|').includes(first?.norm ?? ''));
}

function sure(command: Command): Route {
  const explanation = { rail: 'waiting', spans: [], missing: [], why: [] };
  return { commands: [command], confidence: 0.95, tier: 'direct', explanation };
}
