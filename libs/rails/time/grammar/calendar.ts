import { type Lexemes } from '../language/lexer.ts';
import { type Day, type Footing } from './frame.ts';
import { readOrdinal, type Read } from './numbers.ts';

/** A day as worded, and whether it needs company to be one. */
export interface Dated extends Read<Day> {
  readonly footing?: Footing;
}

/** A position counted from the start, or (negative) from the end: "third", "last", "second to last". */
export function readPosition(words: Lexemes, at: number): Read<number> | undefined {
  const ordinal = readOrdinal(words, at);
  if (!ordinal) return words.is(at, 'last') ? { value: -1, next: at + 1 } : undefined;
  const next = words.skip(ordinal.next, 'to', 'the', 'from');
  if (words.is(next, 'last')) return { value: -ordinal.value, next: next + 1 };
  return ordinal;
}

/** "the second wednesday of october", "last friday of next month", "5th last day of may". */
export function readNth(words: Lexemes, at: number): Read<Day> | undefined {
  const position = readPosition(words, at);
  if (!position) return undefined;
  const { weekday, length } = words.at(position.next);
  if (weekday === undefined && !(length?.unit === 'day' && length.count === 1)) return undefined;
  const place = readPlace(words, position.next + 1);
  if (!place) return undefined;
  const named = weekday === undefined ? {} : { weekday };
  return { value: { kind: 'nth', nth: position.value, ...named, ...place.value }, next: place.next };
}

/** "of october 2026", "in november", "of next month", "of the month". */
function readPlace(words: Lexemes, at: number): Read<{ month?: number; months?: number; year?: number }> | undefined {
  const relative = readOfMonth(words, at);
  if (relative) return relative;
  if (!words.is(at, 'of', 'in')) return undefined;
  const { month } = words.at(at + 1);
  if (month === undefined) return undefined;
  const { digits } = words.at(at + 2);
  if (digits && /^(?:20|21)\d\d$/.test(digits)) return { value: { month, year: +digits }, next: at + 3 };
  return { value: { month }, next: at + 2 };
}

/** "of the month", "of this month", "of next month", "del próximo mes". */
export function readOfMonth(words: Lexemes, at: number): Read<{ months?: number }> | undefined {
  if (!words.is(at, 'of')) return undefined;
  const name = words.skip(at + 1, 'the', 'this', 'next', 'last');
  if (words.at(name).length?.unit !== 'month' || words.at(name).length?.count !== 1) return undefined;
  const which = words.is(name + 1, 'nextAfter') ? 'next' : pick(words, at + 1, name);
  const next = words.is(name + 1, 'nextAfter') ? name + 2 : name + 1;
  if (which === 'next') return { value: { months: 1 }, next };
  if (which === 'last') return { value: { months: -1 }, next };
  return { value: which === 'this' ? { months: 0 } : {}, next };
}

/** Which of several is meant, from the small words before it. */
export function pick(words: Lexemes, from: number, to: number): 'bare' | 'this' | 'next' | 'last' {
  for (let i = from; i < to; i++) {
    if (words.is(i, 'next')) return 'next';
    if (words.is(i, 'last')) return 'last';
    if (words.is(i, 'this')) return 'this';
  }
  return 'bare';
}

/** "next week", "this weekend", "the end of the month", "fin de mes". */
export function readPeriod(words: Lexemes, at: number, led: boolean): Dated | undefined {
  const edge = words.is(at, 'end') ? 'end' : words.is(at, 'beginning') ? 'start' : undefined;
  const start = edge ? words.skip(at + 1, 'of', 'the') : at;
  const name = words.skip(start, 'this', 'next', 'last');
  if (words.is(name, 'weekend'))
    return readWeekend(words, name, { which: pick(words, start, name), led: led || name > at });
  const { length, month } = words.at(name);
  if (edge && month !== undefined) return { value: { kind: 'month', month, edge }, next: name + 1 };
  if (length?.count !== 1) return undefined;
  const ahead = words.is(name + 1, 'nextAfter');
  const which = ahead ? 'next' : pick(words, start, name);
  const { unit } = length;
  if (unit === 'day' && which === 'next') return { value: { kind: 'offset', days: 1 }, next: name + 1 };
  if (unit !== 'week' && unit !== 'month' && unit !== 'year') return undefined;
  if (!edge && (which === 'bare' || which === 'last')) return undefined;
  const count = which === 'next' ? 1 : which === 'last' ? -1 : 0;
  const next = ahead ? name + 2 : name + 1;
  if (!edge && which === 'this') return { value: { kind: 'period', unit, count }, next, footing: 'company' };
  return { value: { kind: 'period', unit, count, ...(edge ? { edge } : {}) }, next };
}

function readWeekend(
  words: Lexemes,
  at: number,
  said: { which: 'bare' | 'this' | 'next' | 'last'; led: boolean },
): Dated | undefined {
  const ahead = words.is(at + 1, 'nextAfter');
  if (!said.led && !ahead && !words.is(at - 1, 'the')) return undefined;
  const which = ahead ? 'next' : said.which === 'bare' ? 'this' : said.which;
  return { value: { kind: 'weekend', which }, next: ahead ? at + 2 : at + 1 };
}
