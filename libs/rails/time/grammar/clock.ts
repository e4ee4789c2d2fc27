import { type Lexemes } from '../language/lexer.ts';
import { type Clock, type Piece } from './frame.ts';
import { type Read } from './numbers.ts';
import { standsAlone } from './alone.ts';
import { type Said, sayClock } from './clock-words.ts';

/** More than anyone lists in one breath; it also keeps reading linear in the text. */
export const LONGEST_LIST = 8;

/** "at 3", "3 pm", "15:30", "half past two", "noon", "a las tres y media", "from 2 to 4". */
export function readClockPiece(words: Lexemes, at: number): Piece | undefined {
  return readSpan(words, at) ?? readPoint(words, at);
}

/** A clock where one is expected, as in "10, 12 and 17". */
export function readClock(words: Lexemes, at: number): Read<Clock> | undefined {
  const said = sayClock(words, at, true);
  return said && { value: said.clock, next: said.next };
}

function readPoint(words: Lexemes, at: number): Piece | undefined {
  const value = words.skip(at, 'at', 'by', 'before', 'after', 'around', 'until', 'for', 'from', 'starting');
  const led = value > at && leads(words, at, value);
  const said = sayClock(words, value, led);
  if (!said || (value > at && !led && said.bare && !words.is(at, 'for'))) return undefined;
  if (isTail(words, value) || (said.bare && !standsAlone(words, value, said.next))) return undefined;
  if (said.bare && value === at && !besideTime(words, at, said)) return undefined;
  const chain = readChain(words, said);
  const { zone } = words.at(chain.next);
  const named = words.is(value - 1, 'label');
  const loose = said.bare
    ? !(led && counts(words, at))
    : !led && !said.clock.meridiem && !standsAlone(words, value, said.next);
  const footing = loose || named ? 'company' : 'sure';
  if (zone) return { next: chain.next + 1, says: { clocks: chain.clocks, zone }, footing: 'sure' };
  return { next: chain.next, says: { clocks: chain.clocks }, footing };
}

/** A plain number without "at" is an hour only after a day ("tomorrow 3") or before a part of it ("8 tonight"). */
function besideTime(words: Lexemes, at: number, { clock, next }: Said): boolean {
  const before = words.at(at - 1);
  if (words.at(next).part && words.at(next).part?.use !== 'noun') return true;
  if (clock.minute > 0 && words.at(next).day !== undefined) return true;
  return clock.hour <= 12 && (before.day !== undefined || before.weekday !== undefined || before.part !== undefined);
}

/** The "4" of "12-4" or "#4". */
function isTail(words: Lexemes, at: number): boolean {
  return words.at(at).glued && /^[-/.$#]$/.test(words.at(at - 1).word) && words.at(at).number !== undefined;
}

function leads(words: Lexemes, at: number, value: number): boolean {
  for (let i = at; i < value; i++)
    if (words.is(i, 'at', 'by', 'before', 'after', 'around', 'until', 'starting')) return true;
  return false;
}

/** "8:00 am, 1 pm and 7 pm". */
function readChain(words: Lexemes, said: Said): { clocks: readonly Clock[]; next: number } {
  const clocks = [said.clock];
  let next = said.next;
  while (clocks.length < LONGEST_LIST) {
    const joint = words.skip(words.overMark(next), 'and');
    if (joint === next) break;
    const more = sayClock(words, words.skip(joint, 'at'), said.bare);
    if (!more || (more.bare && !standsAlone(words, joint, more.next))) break;
    clocks.push(more.clock);
    next = more.next;
  }
  return { clocks, next };
}

/** "from 2 to 4 pm", "between 9 and 11", "2-4pm". */
function readSpan(words: Lexemes, at: number): Piece | undefined {
  const opened = words.is(at, 'from', 'between');
  const first = words.skip(opened ? at + 1 : at, 'at');
  const one = sayClock(words, first, true);
  if (!one) return undefined;
  const between = words.is(at, 'between') && words.is(one.next, 'and');
  if (isTail(words, first) || (!between && !words.is(one.next, 'through'))) return undefined;
  const two = sayClock(words, words.skip(one.next + 1, 'at'), true);
  if (!two || !standsAlone(words, first, two.next)) return undefined;
  const marked = !two.bare || (!one.bare && opened);
  if (!opened && !marked && !besideTime(words, at, { ...two, clock: one.clock })) return undefined;
  const shared = two.clock.meridiem ?? one.clock.meridiem;
  const start = one.clock.certain || one.clock.meridiem || !shared ? one.clock : earlier(one.clock, two.clock, shared);
  return { next: two.next, says: { clocks: [start], end: two.clock }, footing: marked ? 'sure' : 'company' };
}

/** "11-1pm" began in the morning; "2-4pm" did not. */
function earlier(one: Clock, two: Clock, shared: 'am' | 'pm'): Clock {
  const crosses = shared === 'pm' && one.hour % 12 > two.hour % 12;
  return { ...one, meridiem: crosses ? 'am' : shared };
}

/** Whether a number after "at" is the hour: not where something is being measured. */
function counts(words: Lexemes, at: number): boolean {
  if (words.at(at - 1).number !== undefined) return false;
  for (let i = at - 1; i >= Math.max(0, at - 5) && !words.at(i + 1).broken; i--)
    if (words.is(i, 'measure')) return false;
  return true;
}
