import { Temporal } from 'temporal-polyfill';
import { type Expression, readExpressions } from './grammar/expression.ts';
import { type Frame, join } from './grammar/frame.ts';
import { english } from './language/en.ts';
import { spanish } from './language/es.ts';
import { type Lexemes, lex } from './language/lexer.ts';
import { compile } from './language/lexicon.ts';
import { type Resolution } from './resolution.ts';
import { resolve } from './resolve.ts';

export interface TimeReading extends Resolution {
  /** UTF-16 offsets of the first stretch of text read as time. */
  readonly start: number;
  readonly endOffset: number;
  readonly text: string;
  /** Every stretch read, in order: "every monday … at 9" has two. */
  readonly ranges: readonly TextRange[];
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface ReadingOptions {
  readonly now: Date;
  readonly timeZone: string;
  readonly language?: 'en' | 'es';
}

interface Part {
  readonly frame: Frame;
  readonly ranges: readonly TextRange[];
}

const LEXICONS = [compile(english), compile(spanish)] as const;

/** The time a message speaks of, its stretches put together where they complete each other. */
export function readTime(text: string, options: ReadingOptions): TimeReading | undefined {
  const parts = partsOf(text, options);
  const relative = parts.find(({ frame }) => frame.eventRelative);
  const whole =
    relative ?? parts.reduce<Part | undefined>((first, part) => (first ? together(first, part) : part), undefined);
  return whole && reading(text, whole, options);
}

/** Each expression of time by itself, in order. */
export function readTimes(text: string, options: ReadingOptions): TimeReading[] {
  return partsOf(text, options).flatMap((part) => reading(text, part, options) ?? []);
}

/** "tomorrow … at 3pm" complete each other; of two full times the first counts. */
function together(first: Part, second: Part): Part {
  if (!complete(first.frame, second.frame)) return first;
  const frame = join(first.frame, second.frame);
  return frame ? { frame, ranges: [...first.ranges, ...second.ranges] } : first;
}

function complete(first: Frame, second: Frame): boolean {
  const clockOnly = (frame: Frame) => (frame.clocks ?? frame.part) && !frame.day && !frame.repeat && !frame.elapsed;
  const dayOnly = (frame: Frame) => (frame.day ?? frame.repeat) && !frame.clocks && !frame.part && !frame.repeat?.part;
  return Boolean((clockOnly(first) && dayOnly(second)) || (dayOnly(first) && clockOnly(second)));
}

function reading(text: string, part: Part, { now, timeZone }: ReadingOptions): TimeReading | undefined {
  const moment = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const resolution = resolve(part.frame, moment.with({ millisecond: 0 }));
  const [first] = part.ranges;
  if (!resolution || !first) return undefined;
  return {
    ...resolution,
    start: first.start,
    endOffset: first.end,
    text: text.slice(first.start, first.end),
    ranges: part.ranges,
  };
}

function partsOf(text: string, options: ReadingOptions): Part[] {
  const read = LEXICONS.map((lexicon) => {
    const words = lex(text, lexicon);
    const expressions = readExpressions(words);
    return { lexicon, words, expressions, weight: weigh(words, expressions) };
  });
  const [best] = read.sort((a, b) => b.weight - a.weight || rank(b, options) - rank(a, options));
  return best ? best.expressions.map((expression) => part(best.words, expression)) : [];
}

function rank({ lexicon }: { lexicon: (typeof LEXICONS)[number] }, options: ReadingOptions): number {
  return lexicon.vocabulary.language === (options.language ?? 'en') ? 1 : 0;
}

/** How much of the text was read as time: the language that explains more of it is the one spoken. */
function weigh(words: Lexemes, expressions: readonly Expression[]): number {
  return expressions.reduce((sum, { at, next }) => sum + words.at(next - 1).end - words.at(at).start, 0);
}

function part(words: Lexemes, { frame, at, next }: Expression): Part {
  return { frame, ranges: [{ start: words.at(at).start, end: words.at(next - 1).end }] };
}
