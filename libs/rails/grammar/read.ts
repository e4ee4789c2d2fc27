import type { Command, Reading, Span } from '#core';
import { build } from '../commands/build.ts';
import type { NameSpan } from '../slots/known.ts';
import { isTime, type When } from '../slots/when.ts';
import type { Token } from '../text/tokens.ts';
import type { Lexicon } from './lexicon.ts';
import { FREE, type Pattern } from './pattern.ts';
import type { Match } from './match.ts';
import type { Said } from './said.ts';

/** What the grammar made of one command's words. */
export interface Found {
  readonly command: Command;
  /** Whether the pattern is one of those that suffice to carry the command out. */
  readonly sure: boolean;
  readonly missing: readonly string[];
  /** A time that was said but names no instant ("15 minutes before"). */
  readonly problem?: string;
  readonly spans: readonly Span[];
  readonly pattern: string;
  /** Share of the words the pattern itself accounts for. */
  readonly literal: number;
  /** How many words it accounts for. */
  readonly words: number;
  /** Whether the pattern begins with words that may be anything. */
  readonly open: boolean;
}

/** The words of one command within a text. */
export interface Phrase {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** A pattern that fits, before its slots are read. */
export interface Candidate {
  readonly pattern: Pattern;
  readonly match: Match;
  /** Whether the pattern suffices and its slots' words can be what it takes them for. */
  readonly sure: boolean;
  readonly tokens: readonly Token[];
  readonly names: readonly NameSpan[];
  /** How much of the text the pattern accounts for. */
  readonly rank: number;
}

/** Commands whose words may name a time. */
export const TIMELY = /^(?:task\.(?:create|show|update)|reminder\.|report\.followup)/u;

/** The words with the time cut out, when a time was said. */
export function withoutTime(tokens: readonly Token[], when: When | undefined): readonly Token[] | undefined {
  if (!when) return undefined;
  const kept = tokens.filter((token) => !isTime(token, when));
  return kept.length === tokens.length ? undefined : kept;
}

/** Reads the slots of the pattern chosen. */
export function found(
  chosen: Candidate,
  phrase: Phrase,
  reading: Reading,
  lexicon: Lexicon,
  when: () => When | undefined,
): Found {
  const { pattern, tokens } = chosen;
  const said = hear(chosen, phrase, reading, lexicon, when);
  const built = build(pattern.command, said);
  const [entity, operation] = pattern.command.split('.');
  const time = TIMELY.test(pattern.command) ? when() : undefined;
  return {
    command: { entity, operation, slots: built.slots } as Command, // the two halves of a CommandName
    sure: chosen.sure,
    missing: built.missing,
    ...(time?.problem !== undefined && { problem: time.problem }),
    spans: [...said.spans, ...timeSpans(phrase.text, time)],
    pattern: pattern.source,
    literal: chosen.match.literal / Math.max(1, tokens.length),
    words: chosen.match.literal,
    open: chosen.match.captures.some((capture) => capture.from === 0 && FREE.has(capture.slot)),
  };
}

function timeSpans(text: string, time: When | undefined): Span[] {
  return (time?.ranges ?? []).map(({ start, end }) => ({ slot: 'due', text: text.slice(start, end), start, end }));
}

function hear(
  chosen: Candidate,
  phrase: Phrase,
  reading: Reading,
  lexicon: Lexicon,
  when: () => When | undefined,
): Said {
  const { pattern, tokens } = chosen;
  const spans: Span[] = [];
  return {
    text: phrase.text,
    tokens,
    all: phrase.tokens,
    captures: chosen.match.captures,
    names: chosen.names,
    given: pattern.given,
    language: lexicon.language,
    reading,
    when: TIMELY.test(pattern.command) ? when : () => undefined,
    spans,
    note(slot, from, to) {
      const start = tokens[from]?.start ?? 0;
      const end = tokens[to - 1]?.end ?? start;
      if (end > start && !spans.some((span) => span.slot === slot && span.start === start))
        spans.push({ slot, text: phrase.text.slice(start, end), start, end });
    },
  };
}

/** Made when first asked for, once. */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
