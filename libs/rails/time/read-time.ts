import { Temporal } from 'temporal-polyfill';
import { type Frame, join } from './grammar/frame.ts';
import { Kept } from './kept.ts';
import { forgetParts, type Part, partsOf, type TextRange } from './parts.ts';
import { type Resolution } from './resolve/resolution.ts';
import { resolve } from './resolve/resolve.ts';

export interface TimeReading extends Resolution {
  /** UTF-16 offsets of the first stretch of text read as time. */
  readonly start: number;
  readonly endOffset: number;
  readonly text: string;
  /** Every stretch read, in order: "every monday … at 9" has two. */
  readonly ranges: readonly TextRange[];
}

export interface ReadingOptions {
  readonly now: Date;
  readonly timeZone: string;
  readonly language?: 'en' | 'es';
}

/** What each way of saying when comes to; different stretches of one message say the same. */
const resolved = new Kept<Resolution | undefined>();

/** Another message begins: nothing of the one before is needed any more. */
export function forgetTimes(): void {
  resolved.forget();
  forgetParts();
}

/** The time a message speaks of, its stretches put together where they complete each other. */
export function readTime(text: string, options: ReadingOptions): TimeReading | undefined {
  const parts = partsOf(text, options.language);
  const relative = parts.find(({ frame }) => frame.eventRelative);
  const whole =
    relative ?? parts.reduce<Part | undefined>((first, part) => (first ? together(first, part) : part), undefined);
  return whole && reading(text, whole, options);
}

/** Each expression of time by itself, in order. */
export function readTimes(text: string, options: ReadingOptions): TimeReading[] {
  return partsOf(text, options.language).flatMap((part) => reading(text, part, options) ?? []);
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
  const resolution = resolved.once(`${timeZone} ${now.getTime()} ${JSON.stringify(part.frame)}`, () =>
    resolve(part.frame, momentOf(now, timeZone)),
  );
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

/** To the second: nobody says more. */
function momentOf(now: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(now.getTime() / 1000) * 1000).toZonedDateTimeISO(timeZone);
}
