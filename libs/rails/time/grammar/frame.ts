import { type Length, type PartOfDay } from '../language/vocabulary.ts';

/** A time of day as said; the hour may still be morning or afternoon. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly meridiem?: 'am' | 'pm';
  /** Twenty-four-hour style, or a word like "noon": nothing left to guess. */
  readonly certain: boolean;
}

/** A day as said, still to be counted from today. */
export type Day =
  | { readonly kind: 'offset'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: 'bare' | 'this' | 'next' | 'last' }
  | { readonly kind: 'dayOfMonth'; readonly day: number; readonly months?: number }
  | { readonly kind: 'date'; readonly month: number; readonly day: number; readonly year?: number }
  | { readonly kind: 'eitherDate'; readonly first: number; readonly second: number; readonly year?: number }
  | { readonly kind: 'month'; readonly month: number; readonly year?: number; readonly edge?: 'end' | 'start' }
  | {
      readonly kind: 'nth';
      readonly nth: number;
      readonly weekday?: number;
      readonly month?: number;
      readonly months?: number;
      readonly year?: number;
    }
  | {
      readonly kind: 'period';
      readonly unit: 'week' | 'month' | 'year';
      readonly count: number;
      readonly edge?: 'end' | 'start';
    }
  | { readonly kind: 'weekend'; readonly which: 'this' | 'next' | 'last' }
  | { readonly kind: 'workdays'; readonly count: number }
  | { readonly kind: 'ahead'; readonly by: readonly Length[]; readonly from?: Day };

export type Frequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** A repetition as said, in the terms of RFC 5545. */
export interface Repeat {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly weekdays?: readonly { readonly weekday: number; readonly nth?: number }[];
  readonly monthDays?: readonly number[];
  readonly months?: readonly number[];
  readonly part?: PartOfDay;
}

/** Where a repetition stops or begins. */
export interface Bounds {
  readonly until?: Day;
  readonly lasting?: Length;
  readonly count?: number;
  readonly from?: Day;
  /** Counted from when it was done last ("every 3 days after done"). */
  readonly afterDone?: boolean;
}

/** What one expression of time said, piece by piece; each piece at most once. */
export interface Frame {
  readonly day?: Day;
  /** A weekday said beside a date ("friday the 26th"), to be checked against it. */
  readonly weekday?: number;
  readonly clocks?: readonly Clock[];
  readonly end?: Clock;
  readonly part?: PartOfDay;
  /** The part belongs to today ("tonight") unless another day is said. */
  readonly partOfToday?: boolean;
  /** The zone the clock was said in, when it is not the speaker's ("3pm EST"). */
  readonly zone?: string;
  /** Hours, minutes and seconds to add to this instant. */
  readonly elapsed?: readonly Length[];
  readonly repeat?: Repeat;
  readonly bounds?: Bounds;
  readonly eventRelative?: boolean;
  readonly past?: boolean;
  /** Said in a way that has no one meaning ("twice a week"). */
  readonly unclear?: boolean;
}

/** How sure a piece is that it speaks of time. */
export type Footing =
  | 'sure' // alone is enough
  | 'company'; // only beside another piece

/** One piece of an expression: what it says, and where the text goes on. */
export interface Piece {
  readonly next: number;
  readonly says: Frame;
  readonly footing: Footing;
}

/** Puts a piece to what was said before, or refuses: the expression ends there. */
export function join(frame: Frame, piece: Frame): Frame | undefined {
  const met = meet(frame, piece) ?? { ...frame, ...piece };
  if (met === 'clash') return undefined;
  return met;
}

function meet(frame: Frame, piece: Frame): Frame | 'clash' | undefined {
  for (const key of ['elapsed', 'part', 'clocks', 'repeat', 'end', 'zone'] as const) {
    if (frame[key] && piece[key]) return key === 'part' ? sameHalf(frame, piece) : 'clash';
  }
  if (frame.elapsed && (piece.clocks ?? piece.part)) return 'clash';
  if (piece.elapsed && (frame.clocks ?? frame.part)) return 'clash';
  if (piece.bounds) return { ...frame, ...piece, bounds: { ...frame.bounds, ...piece.bounds } };
  if (frame.day && piece.day) return twoDays(frame, frame.day, piece.day) ?? 'clash';
  if (frame.repeat && piece.day) return 'clash';
  return undefined;
}

function sameHalf(frame: Frame, piece: Frame): Frame | 'clash' {
  const late = (part: PartOfDay | undefined) => part !== 'morning' && part !== 'early';
  return late(frame.part) === late(piece.part) ? { ...piece, ...frame } : 'clash';
}

/** "friday the 26th", "next week wednesday", "today in four days": two words for one day. */
function twoDays(frame: Frame, one: Day, two: Day): Frame | undefined {
  const [weekday, other] = one.kind === 'weekday' ? [one, two] : two.kind === 'weekday' ? [two, one] : [];
  if (!weekday || !other) return undefined;
  switch (other.kind) {
    case 'dayOfMonth':
    case 'date':
    case 'eitherDate':
    case 'offset':
    case 'ahead':
      return { ...frame, day: other, weekday: weekday.weekday };
    case 'period':
      return other.unit === 'week' && !other.edge ? { ...frame, day: other, weekday: weekday.weekday } : undefined;
    default:
      return undefined;
  }
}
