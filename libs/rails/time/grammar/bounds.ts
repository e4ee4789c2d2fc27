import { type Lexemes } from '../language/lexer.ts';
import { readDay } from './day.ts';
import { type Piece } from './frame.ts';
import { readLength, readNumber } from './numbers.ts';

/** Where a repetition begins and stops: "starting monday", "until june", "for 6 weeks", "10 times". */
export function readBoundsPiece(words: Lexemes, at: number): Piece | undefined {
  return (
    readAfterDone(words, at) ??
    readStart(words, at) ??
    readUntil(words, at) ??
    readCount(words, at) ??
    readLasting(words, at)
  );
}

/** "after done", "once it's done", "después de terminarla". */
function readAfterDone(words: Lexemes, at: number): Piece | undefined {
  const start = words.skip(at, 'from');
  if (!words.is(start, 'afterDone')) return undefined;
  return { next: start + 1, says: { bounds: { afterDone: true } }, footing: 'company' };
}

function readStart(words: Lexemes, at: number): Piece | undefined {
  if (!words.is(at, 'starting', 'from')) return undefined;
  const day = readDay(words, words.skip(at + 1, 'on', 'in', 'from'), true);
  if (!day) return undefined;
  const to = words.is(day.next, 'through') ? readDay(words, day.next + 1, true) : undefined;
  const bounds = { from: day.value, ...(to ? { until: to.value } : {}) };
  return { next: to?.next ?? day.next, says: { bounds }, footing: 'company' };
}

function readUntil(words: Lexemes, at: number): Piece | undefined {
  if (!words.is(at, 'until')) return undefined;
  const day = readDay(words, words.skip(at + 1, 'on', 'in'), true);
  return day && { next: day.next, says: { bounds: { until: day.value } }, footing: 'company' };
}

/** "for 10 occurrences", "5 times", "3x", "twice" as a number of firings. */
function readCount(words: Lexemes, at: number): Piece | undefined {
  const number = readNumber(words, words.skip(at, 'for', 'upTo'));
  if (number && words.at(number.next - 1).number !== undefined && words.is(number.next, 'times') && number.value >= 1)
    return { next: number.next + 1, says: { bounds: { count: number.value } }, footing: 'company' };
  const twice =
    words.is(at, 'often') && !words.is(at + 1, 'per') ? { twice: 2, thrice: 3 }[words.at(at).word] : undefined;
  return twice ? { next: at + 1, says: { bounds: { count: twice } }, footing: 'company' } : undefined;
}

/** "for 6 weeks", "for the next three years", "for up to 2 months", "durante un mes". */
function readLasting(words: Lexemes, at: number): Piece | undefined {
  if (!words.is(at, 'for')) return undefined;
  const start = words.skip(at + 1, 'upTo');
  const unit = words.at(start).length;
  if (unit && start > at + 1) return { next: start + 1, says: { bounds: { lasting: unit } }, footing: 'company' };
  const length = readLength(words, start);
  const [lasting] = length?.value ?? [];
  return length && lasting ? { next: length.next, says: { bounds: { lasting } }, footing: 'company' } : undefined;
}
