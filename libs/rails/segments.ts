import type { Known, Reading } from '#core';
import type { Lexicon } from './grammar/lexicon.ts';
import { isNumber } from './grammar/match.ts';
import type { Found, Phrase } from './grammar/read.ts';
import { findNames, mayBeName } from './slots/known.ts';
import { mayHaveTime } from './slots/when.ts';
import type { Token } from './text/tokens.ts';
import { corrected } from './text/typos.ts';

const STOP = /[;.!?,]/u;
/** Words in which is said when, before what is to be done. */
const LONGEST_TIME = 6;
const MOST_PARTS = 12;
const MOST_WORDS = 80;

/** The commands of a message: where every part is a command by itself they are several, else the message is one. */
export function segments(
  whole: Phrase,
  { known }: Reading,
  lexicons: readonly Lexicon[],
  read: (phrase: Phrase) => Found | undefined,
): readonly Phrase[] {
  const cuts = cutsOf(whole, lexicons).filter((cut) => mayPart(whole, cut, lexicons, known));
  if (cuts.length === 0 || whole.tokens.length > MOST_WORDS) return [whole];
  const parts = split(whole, cuts.slice(0, MOST_PARTS), read);
  return parts && !opensList(parts, read) ? parts : [whole];
}

/** A place between two commands: words up to `end` are the first, words from `next` the second. */
interface Cut {
  readonly end: number;
  readonly next: number;
}

/** Whether two commands may stand around a cut: the second begins like one, or takes the verb of a whole first. */
function mayPart({ tokens }: Phrase, { end, next }: Cut, lexicons: readonly Lexicon[], known: Known): boolean {
  return mayBegin(tokens.slice(next), lexicons, known) || mayShare(tokens.slice(0, end), lexicons, known);
}

function mayBegin(tokens: readonly Token[], lexicons: readonly Lexicon[], known: Known): boolean {
  const [first] = tokens;
  if (!first) return false;
  if (isNumber(first.norm) || mayBeName(first.norm, known)) return true;
  return lexicons.some(
    ({ beginnings, openings, language, vocabulary }) =>
      beginnings.open(tokens) ||
      openings.has(first.norm) ||
      mayHaveTime(tokens.slice(0, LONGEST_TIME), language) ||
      corrected([first], language.keywords, vocabulary) !== undefined,
  );
}

/** "add milk to groceries" and "rope to hardware". */
function mayShare(tokens: readonly Token[], lexicons: readonly Lexicon[], known: Known): boolean {
  const names = findNames(tokens, known);
  return lexicons.some(
    ({ patterns, language, vocabulary }) =>
      patterns.sift(tokens, names).some(({ sure, command }) => sure && command.startsWith('list.')) ||
      corrected(tokens, language.keywords, vocabulary) !== undefined,
  );
}

function cutsOf({ text, tokens }: Phrase, lexicons: readonly Lexicon[]): Cut[] {
  const cuts: Cut[] = [];
  for (let i = 1; i < tokens.length; i++) {
    const before = tokens[i - 1];
    const token = tokens[i];
    if (!before || !token) continue;
    const stop = STOP.test(before.after) || text.slice(before.end, token.start).includes('\n');
    const words = connector(tokens, i, lexicons);
    if (words > 0) cuts.push({ end: i, next: i + words });
    else if (stop) cuts.push({ end: i, next: i });
  }
  return cuts;
}

/** How many words stand between two commands here ("and then"), none where there is no such place. */
function connector(tokens: readonly Token[], at: number, lexicons: readonly Lexicon[]): number {
  const norm = tokens[at]?.norm ?? '';
  let longest = 0;
  for (const { connectors } of lexicons) {
    const said = connectors.get(norm)?.find((words) => words.every((word, i) => tokens[at + i]?.norm === word));
    longest = Math.max(longest, said?.length ?? 0);
  }
  return longest;
}

function split(
  phrase: Phrase,
  cuts: readonly Cut[],
  read: (phrase: Phrase) => Found | undefined,
): Phrase[] | undefined {
  for (const [i, cut] of cuts.entries()) {
    const offset = phrase.tokens[0]?.index ?? 0;
    const left = { text: phrase.text, tokens: phrase.tokens.slice(0, cut.end - offset) };
    const right = { text: phrase.text, tokens: phrase.tokens.slice(cut.next - offset) };
    if (left.tokens.length === 0 || right.tokens.length === 0) continue;
    const first = read(left);
    if (!standsAlone(first)) continue;
    const later = split(right, cuts.slice(i + 1), read);
    if (later) return fits(first, read(later[0] ?? right)) ? [left, ...later] : undefined;
    const second = read(right);
    if (standsAlone(second) && fits(first, second)) return [left, right];
    const shared = withVerbOf(left, right, first, read);
    if (shared) return [left, shared];
  }
  return undefined;
}

/** "add milk to groceries and rope to hardware": the verb is said once, each list by name. */
function withVerbOf(
  left: Phrase,
  right: Phrase,
  first: Found,
  read: (phrase: Phrase) => Found | undefined,
): Phrase | undefined {
  const [verb] = left.tokens;
  if (!verb || first.command.entity !== 'list' || first.missing.length > 0) return undefined;
  const shared = { text: right.text, tokens: [verb, ...right.tokens] };
  const second = read(shared);
  const alike = second?.command.entity === 'list' && second.command.operation === first.command.operation;
  return alike && second.sure && second.missing.length === 0 && second.command.slots.listName ? shared : undefined;
}

/** "open the grocery list and add milk" opens it to add to it. */
function opensList(parts: readonly Phrase[], read: (phrase: Phrase) => Found | undefined): boolean {
  const [first, second] = parts.map(read);
  return first?.command.entity === 'list' && first.command.operation === 'show' && !!second && lacksList(second);
}

/** A command on its own, or one that only lacks the list its neighbour names. */
function standsAlone(found: Found | undefined): found is Found {
  if (!found || found.open || ['smalltalk', 'none', 'search', 'memory', 'report'].includes(found.command.entity))
    return false;
  return (found.sure && found.missing.length === 0) || lacksList(found);
}

export function lacksList(found: Found): boolean {
  return found.command.entity === 'list' && found.missing.length === 1 && found.missing[0] === 'listName';
}

function fits(first: Found, second: Found | undefined): boolean {
  if (!second) return false;
  const listed = [first, second].some(
    (found) => found.command.entity === 'list' && found.command.slots.listName !== undefined,
  );
  return listed || (!lacksList(first) && !lacksList(second));
}
