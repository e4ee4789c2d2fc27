import { type Lexemes } from '../language/lexer.ts';
import { type Day } from './frame.ts';
import { readOrdinal, type Read } from './numbers.ts';

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
  const name = words.skip(at + 1, 'the', 'this', 'next');
  if (words.at(name).length?.unit !== 'month' || words.at(name).length?.count !== 1) return undefined;
  const which = words.is(name + 1, 'nextAfter') ? 'next' : pick(words, at + 1, name);
  const next = words.is(name + 1, 'nextAfter') ? name + 2 : name + 1;
  if (which === 'next') return { value: { months: 1 }, next };
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
