import type { Slots } from '#core';
import type { Language } from '../language/language.ts';
import { fold, type Token } from '../text/tokens.ts';
import { readTime, type ReadingOptions } from '../time/index.ts';

/** What was said about time, and which tokens said it. */
export interface When {
  readonly slots: Pick<Slots, 'due' | 'end' | 'dueHasTime' | 'dueText' | 'recurrence' | 'recurrenceFrom' | 'dtstart'>;
  /** Where the words stand in the whole text, UTF-16 offsets. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Why no instant could be given, in a word. */
  readonly problem?: string;
}

/** Whether reading the time is worth its cost. */
export function mayHaveTime(tokens: readonly Token[], language: Language): boolean {
  const words = timeWordsOf(language);
  return tokens.some(
    (token) =>
      /^(?!#)\D{0,2}\d/u.test(token.norm) || words.has(token.norm) || words.has(token.norm.replace(/'?s$/u, '')),
  );
}

const sets = new WeakMap<Language, ReadonlySet<string>>();

function timeWordsOf(language: Language): ReadonlySet<string> {
  const known = sets.get(language) ?? new Set(language.timeWords.map(fold));
  sets.set(language, known);
  return known;
}

/** Reads the time said between two tokens; offsets come back in the whole text. */
export function readWhen(text: string, at: number, options: ReadingOptions): When | undefined {
  const read = readTime(text, options);
  if (!read) return undefined;
  if (read.due === undefined && read.recurrence === undefined && read.problem === undefined) return undefined;
  return {
    slots: {
      ...(read.due !== undefined && { due: read.due }),
      ...(read.end !== undefined && { end: read.end }),
      ...(read.due !== undefined && read.dueHasTime !== undefined && { dueHasTime: read.dueHasTime }),
      ...(read.text && { dueText: read.text }),
      ...(read.recurrence !== undefined && { recurrence: read.recurrence }),
      ...(read.recurrenceFrom !== undefined && { recurrenceFrom: read.recurrenceFrom }),
      ...(read.dtstart !== undefined && { dtstart: read.dtstart }),
    },
    ranges: read.ranges.map((range) => ({ start: at + range.start, end: at + range.end })),
    ...(read.problem !== undefined && { problem: read.problem }),
  };
}

/** Whether the token belongs to the words of the time. */
export function isTime(token: Token, when: When): boolean {
  return when.ranges.some((range) => token.start >= range.start && token.start < range.end);
}
