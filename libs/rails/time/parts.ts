import { type Expression, readExpressions } from './grammar/expression.ts';
import { type Frame } from './grammar/frame.ts';
import { Kept } from './kept.ts';
import { english } from './language/en.ts';
import { spanish } from './language/es.ts';
import { type Lexeme, type Lexemes, lex } from './language/lexer.ts';
import { compile } from './language/lexicon.ts';
import { tokenize } from './language/tokens.ts';

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Words of a message that speak of time, and what they say. */
export interface Part {
  readonly frame: Frame;
  readonly ranges: readonly TextRange[];
}

const LEXICONS = [compile(english), compile(spanish)] as const;

/**
 * Every expression of time in a text, in order. The language that knows most of the words reads first; another adds
 * what only it understands, so "call sam mañana at 3" is read whole.
 */
export function partsOf(text: string, language: 'en' | 'es' | undefined): readonly Part[] {
  return kept.once(`${language ?? ''} ${text}`, () => readParts(text, language));
}

const kept = new Kept<readonly Part[]>();

export function forgetParts(): void {
  kept.forget();
  last = undefined;
}

function readParts(text: string, language: 'en' | 'es' | undefined): Part[] {
  const [first, ...others] = spokenIn(text).toSorted((a, b) => knownIn(b, language) - knownIn(a, language));
  if (!first) return [];
  return others.reduce(
    (parts, other) => merge(parts, foreign(other, first)),
    readExpressions(first).map((read) => part(first, read)),
  );
}

/** The words of a text as each language reads them; asked for with each language as the speaker's own. */
function spokenIn(text: string): readonly Lexemes[] {
  if (last?.text === text) return last.spoken;
  const tokens = tokenize(text);
  const spoken = LEXICONS.map((lexicon) => lex(tokens, lexicon)).filter((words) =>
    words.list.some(({ ofTime }) => ofTime),
  );
  last = { text, spoken };
  return spoken;
}

let last: { readonly text: string; readonly spoken: readonly Lexemes[] } | undefined;

/** How many of the words a language knows; the speaker's own wins a draw. */
function knownIn(words: Lexemes, language: 'en' | 'es' | undefined): number {
  const own = words.lexicon.vocabulary.language === (language ?? 'en') ? 0.5 : 0;
  return words.list.reduce((sum, lexeme) => sum + (isKnown(lexeme) ? 1 : 0), own);
}

function isKnown(lexeme: Lexeme): boolean {
  return lexeme.kind === 'word' && (lexeme.roles.size > 0 || lexeme.ofTime);
}

/** Expressions that hold a word the first language does not know. */
function foreign(words: Lexemes, first: Lexemes): Part[] {
  const unknown = first.list.filter((lexeme) => lexeme.kind === 'word' && !isKnown(lexeme));
  const adds = words.list.filter(
    (lexeme) => isKnown(lexeme) && unknown.some(({ start, end }) => start >= lexeme.start && end <= lexeme.end),
  );
  if (adds.length === 0) return [];
  return readExpressions(words)
    .map((read) => part(words, read))
    .filter(({ ranges: [range] }) => range && adds.some(({ start, end }) => start >= range.start && end <= range.end));
}

function merge(parts: readonly Part[], more: readonly Part[]): Part[] {
  const longer = (one: Part, other: Part) => reach(one) > reach(other) || !overlaps(one, other);
  const kept = parts.filter((one) => more.every((other) => longer(one, other)));
  const added = more.filter((one) => kept.every((other) => !overlaps(one, other)));
  return [...kept, ...added].sort((a, b) => (a.ranges[0]?.start ?? 0) - (b.ranges[0]?.start ?? 0));
}

function overlaps({ ranges: [one] }: Part, { ranges: [other] }: Part): boolean {
  return Boolean(one && other && one.start < other.end && other.start < one.end);
}

function reach({ ranges: [range] }: Part): number {
  return range ? range.end - range.start : 0;
}

function part(words: Lexemes, { frame, at, next }: Expression): Part {
  return { frame, ranges: [{ start: words.at(at).start, end: words.at(next - 1).end }] };
}
