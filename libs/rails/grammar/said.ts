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
  return said.text.slice(first.start - before, last.end + after);
}
