import type { Reading, Span } from '#core';
import type { Language } from '../language/language.ts';
import type { NameSpan } from '../slots/known.ts';
import type { When } from '../slots/when.ts';
import { wordsOf, type Token } from '../text/tokens.ts';
import type { Given } from './pattern.ts';
import type { Capture } from './match.ts';

/** Everything a matched pattern says, as the slot builders read it. */
export interface Said {
  readonly text: string;
  /** The words the pattern matched; the time may have been cut out of them. */
  readonly tokens: readonly Token[];
  /** The words of the whole command, nothing cut out. */
  readonly all: readonly Token[];
  readonly captures: readonly Capture[];
  readonly names: readonly NameSpan[];
  readonly given: Given;
  readonly language: Language;
  readonly reading: Reading;
  /** Read only when asked for: reading time is what costs. */
  when(): When | undefined;
  /** Where a slot's words stood, for the explanation. */
  note(slot: string, from: number, to: number): void;
  readonly spans: Span[];
}

export function rangeOf(said: Said, slot: string): Capture | undefined {
  return said.captures.find((capture) => capture.slot === slot);
}

export function wordsIn(said: Said, slot: string): string | undefined {
  const range = rangeOf(said, slot);
  if (!range) return undefined;
  const words = wordsOf(said.text, said.tokens, range.from, range.to);
  return words === '' ? undefined : words;
}

/** A slot's words, noted for the explanation. */
export function take(said: Said, slot: string, as = slot): string | undefined {
  const range = rangeOf(said, slot);
  const words = wordsIn(said, slot);
  if (range && words !== undefined) said.note(as, range.from, range.to);
  return words;
}

/** What is told, to its very end: "again" and "too" are no courtesies there. */
export function told(said: Said, slot: string): string | undefined {
  const range = rangeOf(said, slot);
  const words = take(said, slot);
  if (!range || range.to < said.tokens.length) return words;
  const tail = endOf(said);
  return tail.length === 0 ? words : wordsOf(said.text, [...said.tokens, ...tail], range.from, range.to + tail.length);
}

/** The words after those that were matched, as far as they tell something. */
function endOf({ tokens, all, language: { telling } }: Said): readonly Token[] {
  const rest = all.slice(all.findIndex(({ index }) => index === tokens.at(-1)?.index) + 1);
  const says = (from: number, length: number): boolean =>
    from + length <= rest.length &&
    telling.includes(
      rest
        .slice(from, from + length)
        .map(({ norm }) => norm)
        .join(' '),
    );
  let to = 0;
  for (let length = longest(to, says); length > 0; length = longest(to, says)) to += length;
  return rest.slice(0, to);
}

function longest(from: number, says: (from: number, length: number) => boolean): number {
  return [4, 3, 2, 1].find((length) => says(from, length)) ?? 0;
}

export function namesIn(said: Said, what: NameSpan['what'], from = 0, to = said.tokens.length): NameSpan[] {
  return said.names.filter((name) => name.what === what && name.from >= from && name.to <= to);
}

/** A slot's words exactly as written, with the quotation marks around them. */
export function written(said: Said, slot: string): string | undefined {
  const range = rangeOf(said, slot);
  const first = range && said.tokens[range.from];
  const last = range && said.tokens[range.to - 1];
  if (!first || !last) return undefined;
  const before = /["“«]$/u.exec(said.text.slice(0, first.start)) ? 1 : 0;
  const after = /^["”»]/u.exec(said.text.slice(last.end)) ? 1 : 0;
  const words = said.text.slice(first.start - before, last.end + after);
  // a bracket that was opened is closed
  const isOpen = words.lastIndexOf('(') > words.lastIndexOf(')') && said.text[last.end + after] === ')';
  return isOpen ? `${words})` : words;
}
