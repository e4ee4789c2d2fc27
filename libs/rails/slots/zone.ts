import type { Reading } from '#core';
import type { Language } from '../language/language.ts';
import type { Token } from '../text/tokens.ts';
import { findNames } from './known.ts';
import { readWhen, type When } from './when.ts';

/** "mueve la 1", not "para la 1". */
const VERB = /^(?!(?:para|hasta|desde|sobre|entre|como|tipo|por)$)\p{L}{3,}$/u;
/** Nobody says when in more words than this. */
const LONGEST = 500;

/** The time said in a command, in the zone its words mean: the speaker's, "his time", or "site time". */
export function whenOf(
  phrase: { text: string; tokens: readonly Token[] },
  reading: Reading,
  language: Language,
): When | undefined {
  const first = phrase.tokens[0];
  const last = phrase.tokens.at(-1);
  if (!first || !last) return undefined;
  const whose = whoseTime(phrase.tokens, reading, language);
  const end = Math.min(whose ? whose.start : last.end, first.start + LONGEST);
  const text = withoutNumbers(phrase.text, phrase.tokens, language);
  const read = readWhen(text.slice(first.start, end), first.start, {
    now: reading.now,
    timeZone: whose?.timeZone ?? reading.timeZone,
    language: language.code,
  });
  if (read && states(read, phrase.tokens, language)) return undefined;
  if (!whose || !read) return read?.problem === undefined ? read : upToRelation(read, phrase.tokens, language);
  return {
    ...read,
    ranges: [...read.ranges, { start: whose.start, end: whose.end }],
    ...(whose.timeZone === undefined && { problem: 'zone' }),
  };
}

/** "la 6 para el viernes": the 6 is a record's number, no day and no hour; "a la 1" is an hour. */
function withoutNumbers(text: string, tokens: readonly Token[], { refNouns }: Language): string {
  return tokens.reduce((kept, { norm, start, end }, i) => {
    const noun = tokens[i - 1]?.norm ?? '';
    const isHour = /^#?1$/u.test(norm) && noun === 'la' && !(i === 2 && VERB.test(tokens[0]?.norm ?? ''));
    const isRef = /^#?(?:[1-9]|\d{2,6})$/u.test(norm) && refNouns.includes(noun) && !isHour;
    return isRef || /^#\d{1,6}$/u.test(norm) ? kept.slice(0, start) + ' '.repeat(end - start) + kept.slice(end) : kept;
  }, text);
}

/** "that Friday is payday" tells something about Friday; it does not say when. */
function states(when: When, tokens: readonly Token[], language: Language): boolean {
  const [range] = when.ranges;
  const before = tokens.findLast((token) => range && token.end <= range.start);
  const after = tokens.find((token) => range && token.start >= range.end);
  return (
    before !== undefined &&
    after !== undefined &&
    language.that.includes(before.norm) &&
    language.is.includes(after.norm)
  );
}

/** "10 minutes before my meeting": the time is "10 minutes before"; what it hangs on is what to be reminded of. */
function upToRelation(when: When, tokens: readonly Token[], language: Language): When {
  const ranges = when.ranges.map((range) => {
    const relation = tokens.find(
      (token) => token.start >= range.start && token.end <= range.end && language.relativeWords.includes(token.norm),
    );
    return relation ? { start: range.start, end: relation.end } : range;
  });
  return { ...when, ranges };
}

function whoseTime(
  tokens: readonly Token[],
  reading: Reading,
  language: Language,
): { start: number; end: number; timeZone?: string } | undefined {
  for (const [what, phrases] of [
    ['person', language.theirTime],
    ['site', language.siteTime],
  ] as const) {
    const at = firstPhrase(tokens, phrases);
    if (!at) continue;
    const named = findNames(tokens, reading.known).find((name) => name.what === what && name.timeZone !== undefined);
    return { ...at, ...(named?.timeZone !== undefined && { timeZone: named.timeZone }) };
  }
  return undefined;
}

/** Said at the end: words after the zone's name are not about time. */
function firstPhrase(tokens: readonly Token[], phrases: readonly string[]): { start: number; end: number } | undefined {
  for (const words of inWords(phrases)) {
    const at = tokens.findIndex((_, i) => words.every((word, j) => tokens[i + j]?.norm === word));
    const [first, last] = [tokens[at], tokens[at + words.length - 1]];
    if (first && last) return { start: first.start, end: last.end };
  }
  return undefined;
}

const split = new WeakMap<readonly string[], readonly (readonly string[])[]>();

function inWords(phrases: readonly string[]): readonly (readonly string[])[] {
  const known = split.get(phrases) ?? phrases.map((phrase) => phrase.split(' '));
  split.set(phrases, known);
  return known;
}
