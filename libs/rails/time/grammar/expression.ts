import { type Lexemes } from '../language/lexer.ts';
import { readBoundsPiece } from './bounds.ts';
import { standsAlone } from './alone.ts';
import { readClockPiece } from './clock.ts';
import { readDayPiece } from './day.ts';
import { type Frame, join, type Piece } from './frame.ts';
import { readElapsedPiece, readEventPiece, readPartPiece, readPastPiece } from './other.ts';
import { readRepeatPiece } from './repeat.ts';

/** Pieces of time that stand together, as one frame. */
export interface Expression {
  readonly frame: Frame;
  /** Indexes of lexemes: from `at` up to, not including, `next`. */
  readonly at: number;
  readonly next: number;
}

const READERS = [
  readEventPiece,
  readPastPiece,
  readRepeatPiece,
  readElapsedPiece,
  readClockPiece,
  readDayPiece,
  readPartPiece,
];

// prettier-ignore
/** Small words an expression may begin with. */
const OPENERS = ['at', 'on', 'by', 'in', 'the', 'for', 'from', 'around', 'within', 'this', 'next', 'last', 'every', 'once', 'often', 'between', 'until', 'starting', 'before', 'after', 'when', 'agoAhead', 'half', 'quarter', 'article', 'end', 'beginning', 'weekend', 'weekends', 'weekdays', 'dayWord'] as const;
/** Far above what a long dictation needs; a message made of nothing but such words stays quick. */
const MOST_TRIES = 300;

export function readExpressions(words: Lexemes): Expression[] {
  const found: Expression[] = [];
  let tries = 0;
  for (let at = 0; at < words.length && tries < MOST_TRIES; at++) {
    if (!words.at(at).ofTime && !words.is(at, ...OPENERS)) continue;
    tries++;
    const expression = readExpression(words, at);
    if (!expression) continue;
    found.push(expression);
    at = expression.next - 1;
  }
  return found;
}

function readExpression(words: Lexemes, at: number): Expression | undefined {
  let frame: Frame = {};
  let next = at;
  const taken: Piece[] = [];
  for (;;) {
    const start = taken.length > 0 ? words.overMark(next) : next;
    if (taken.length > 0 && words.at(start).broken) break;
    const best = longest(words, start, frame);
    if (!best) break;
    frame = best.frame;
    next = best.piece.next;
    taken.push(best.piece);
  }
  if (!isTime(taken) || namesThing(words, at, next, frame)) return undefined;
  return { frame: whole(frame), at, next };
}

function longest(words: Lexemes, at: number, frame: Frame): { piece: Piece; frame: Frame } | undefined {
  let best: { piece: Piece; frame: Frame } | undefined;
  const bounded = (frame.repeat ?? words.is(at, 'starting')) ? [readBoundsPiece] : [];
  for (const read of [...bounded, ...READERS]) {
    const piece = read(words, at);
    if (!piece || piece.next <= (best?.piece.next ?? at)) continue;
    const joined = join(frame, piece.says);
    if (joined) best = { piece, frame: joined };
  }
  return best;
}

/** One sure piece, or a day and a part of the day that bear each other out ("sat morning"). */
function isTime(taken: readonly Piece[]): boolean {
  if (taken.some(({ footing }) => footing === 'sure')) return true;
  return taken.some(({ says }) => says.part) && taken.some(({ says }) => says.day);
}

/** "the 3pm meeting", "my tuesday crew": the time says which one, not when. */
function namesThing(words: Lexemes, at: number, next: number, frame: Frame): boolean {
  if (frame.repeat ?? frame.eventRelative) return false;
  const first = words.is(at, 'the') && !words.is(at, 'on', 'next', 'this') ? at + 1 : at;
  const owned = words.is(first - 1, 'the', 'article', 'owner');
  return owned && frame.day?.kind !== 'dayOfMonth' && frame.day?.kind !== 'nth' && !standsAlone(words, at, next);
}

/** A beginning without a repetition is simply the day. */
function whole({ bounds, ...frame }: Frame): Frame {
  if (frame.repeat) return { ...frame, ...(bounds ? { bounds } : {}) };
  return bounds?.from && !frame.day ? { ...frame, day: bounds.from } : frame;
}
