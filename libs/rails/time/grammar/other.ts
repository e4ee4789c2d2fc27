import { type Lexemes } from '../language/lexer.ts';
import { readClock } from './clock.ts';
import { isCalendar, readDay } from './day.ts';
import { type Piece } from './frame.ts';
import { readLengths } from './numbers.ts';

/** "in 20 minutes", "an hour from now", "30 minutes later", "within 2 hours", "en media hora". */
export function readElapsedPiece(words: Lexemes, at: number): Piece | undefined {
  const opened = words.is(at, 'in', 'within') || delays(words, at);
  const lengths = readLengths(words, words.is(at, 'in', 'within', 'for') ? at + 1 : at);
  if (!lengths) return undefined;
  const closed = words.is(lengths.next, 'hence');
  if (!opened && !closed) return undefined;
  if (lengths.value.every((l) => isCalendar(l.unit) && Number.isInteger(l.count))) return undefined;
  return { next: closed ? lengths.next + 1 : lengths.next, says: { elapsed: lengths.value }, footing: 'sure' };
}

/** "snooze it for 20 minutes", "set a timer for an hour": there a length alone says when. */
export function delays(words: Lexemes, at: number): boolean {
  return words.is(at - 1, 'reminding') || (words.is(at - 2, 'reminding') && words.is(at, 'for'));
}

/** "tonight", "in the morning", or "morning" beside a day. */
export function readPartPiece(words: Lexemes, at: number): Piece | undefined {
  const start = words.at(at).part ? at : words.skip(at, 'for', 'by', 'before', 'after', 'on', 'around', 'until');
  const { part, weak } = words.at(start);
  if (!part || part.use === 'every') return undefined;
  if (words.is(start + 1, 'possessive')) return undefined;
  const partOfToday = part.use === 'today';
  const footing = part.use === 'noun' || weak ? 'company' : 'sure';
  return { next: start + 1, says: { part: part.part, ...(partOfToday ? { partOfToday } : {}) }, footing };
}

/** "15 minutes before", "an hour before the meeting", "after the shift": measured from something unknown. */
export function readEventPiece(words: Lexemes, at: number): Piece | undefined {
  return readDistance(words, at) ?? readSide(words, at);
}

function readDistance(words: Lexemes, at: number): Piece | undefined {
  const start = words.skip(at, 'the', 'around', 'at', 'in', 'by', 'for');
  const lengths = readLengths(words, start) ?? loneDay(words, start);
  if (!lengths) return undefined;
  const counted = words.is(lengths.next, 'from') && readClock(words, lengths.next + 1);
  if (counted) return { next: counted.next, says: { eventRelative: true }, footing: 'sure' };
  const side = words.is(lengths.next, 'before', 'after', 'afterDone');
  if (!side || words.at(lengths.next + 1).length) return undefined;
  if (words.is(lengths.next, 'after') && readDay(words, lengths.next + 1, true)) return undefined;
  return { next: toEvent(words, lengths.next + 1), says: { eventRelative: true }, footing: 'sure' };
}

/** "the day before", "the night before". */
function loneDay(words: Lexemes, at: number): { next: number } | undefined {
  if (!words.is(at - 1, 'the')) return undefined;
  const { length, part } = words.at(at);
  return length || part?.use === 'noun' ? { next: at + 1 } : undefined;
}

/** "after lunch", "before the safety meeting": the event close behind, so that "after 5 call sam" is none. */
function readSide(words: Lexemes, at: number): Piece | undefined {
  if (!words.is(at, 'before', 'after', 'until', 'by', 'when')) return undefined;
  const named = words.skip(at + 1, 'the', 'subject', 'this', 'article');
  const far =
    words.is(at, 'before', 'after', 'when') &&
    named > at + 1 &&
    /^\p{L}/u.test(words.at(named).word) &&
    !isTime(words, named);
  const event = words.is(named, 'event') ? named : far && words.is(named + 1, 'event') ? named + 1 : undefined;
  if (event === undefined || words.at(event).broken) return undefined;
  return { next: words.is(event + 1, 'event') ? event + 2 : event + 1, says: { eventRelative: true }, footing: 'sure' };
}

function isTime(words: Lexemes, at: number): boolean {
  const { day, weekday, month, number, time, part } = words.at(at);
  return (day ?? weekday ?? month ?? number ?? time ?? part) !== undefined;
}

/** The end of "the safety meeting", at most three words on; where no event is named, the place itself. */
function toEvent(words: Lexemes, at: number): number {
  for (let next = at; next < at + 7 && words.has(next) && !words.at(next).broken; next++) {
    if (words.is(next, 'event')) return words.is(next + 1, 'event') ? next + 2 : next + 1;
    if (/^[^\p{L}\p{N}]/u.test(words.at(next).word)) return at;
  }
  return at;
}

/** "two hours ago", "hace dos días". */
export function readPastPiece(words: Lexemes, at: number): Piece | undefined {
  const opened = words.is(at, 'agoAhead');
  const lengths = readLengths(words, opened ? at + 1 : at);
  const { weekday, everyWeekday } = words.at(at + 1);
  if (words.at(at).number !== undefined && (weekday ?? everyWeekday) !== undefined && words.is(at + 2, 'ago'))
    return { next: at + 3, says: { past: true }, footing: 'sure' };
  if (!lengths || (!opened && !words.is(lengths.next, 'ago'))) return undefined;
  return { next: opened ? lengths.next : lengths.next + 1, says: { past: true }, footing: 'sure' };
}
