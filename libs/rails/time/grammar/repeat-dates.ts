import { type Lexemes } from '../language/lexer.ts';
import { standsAlone } from './alone.ts';
import { LONGEST_LIST } from './clock.ts';
import { type Repeat } from './frame.ts';
import { readPosition } from './calendar.ts';
import { readNumber, readOrdinal, type Read } from './numbers.ts';

/** "every 15th", "every 4th and 10th of the month", "every july 4th", "every december". */
export function readEveryDate(words: Lexemes, at: number): Read<Repeat> | undefined {
  const { month } = words.at(at);
  if (month !== undefined) {
    const days = readMonthDays(words, words.skip(at + 1, 'the'), true);
    const dated = days ? { monthDays: days.value } : {};
    return { value: { frequency: 'YEARLY', interval: 1, months: [month], ...dated }, next: days?.next ?? at + 1 };
  }
  const days = readMonthDays(words, at, words.lexicon.vocabulary.plainDayOfMonth);
  if (!days) return undefined;
  const of = words.skip(days.next, 'of');
  const named = words.at(of).month;
  if (named !== undefined)
    return { value: { frequency: 'YEARLY', interval: 1, months: [named], monthDays: days.value }, next: of + 1 };
  const monthly = readMonthly(words, days.next);
  if (!monthly && !standsAlone(words, at, days.next)) return undefined;
  return {
    value: { frequency: 'MONTHLY', interval: monthly?.value ?? 1, monthDays: days.value },
    next: monthly?.next ?? days.next,
  };
}

/** "21st and 31st": days of a month; plain numbers where the language or a month's name allows. */
function readMonthDays(words: Lexemes, at: number, plain: boolean): Read<readonly number[]> | undefined {
  const days: number[] = [];
  let next = at;
  for (;;) {
    const joint = days.length === 0 ? at : words.skip(words.at(next).word === ',' ? next + 1 : next, 'and', 'the');
    if (days.length > 0 && joint === next) break;
    const fits =
      plain && words.at(joint).digits !== undefined && !words.at(joint + 1).meridiem && !words.at(joint + 1).length;
    const day = readOrdinal(words, joint) ?? (fits ? readNumber(words, joint) : undefined);
    if (!day || day.value < 1 || day.value > 31 || days.length > LONGEST_LIST) break;
    days.push(day.value);
    next = day.next;
  }
  return days.length > 0 ? { value: days, next } : undefined;
}

/** "first and third friday of each month", "1st of every month", "last day of every other month". */
export function readPositions(words: Lexemes, at: number): Read<Repeat> | undefined {
  const positions: number[] = [];
  let next = at;
  for (let joint = at; ; joint = words.skip(words.overMark(next), 'and', 'the')) {
    const position =
      joint > next || joint === at ? (readPosition(words, joint) ?? plainPosition(words, joint)) : undefined;
    if (!position || positions.length > LONGEST_LIST) break;
    positions.push(position.value);
    next = position.next;
  }
  if (positions.length === 0) return undefined;
  const { weekday, length } = words.at(next);
  if (weekday !== undefined)
    return nthWeekday(
      words,
      next + 1,
      positions.map((nth) => ({ weekday, nth })),
    );
  const days = length?.unit === 'day' && length.count === 1 ? next + 1 : next;
  const monthly = readMonthly(words, days);
  if (!monthly || (!monthly.each && !words.is(at - 1, 'every') && days === next)) return undefined;
  return { value: { frequency: 'MONTHLY', interval: monthly.value, monthDays: positions }, next: monthly.next };
}

function plainPosition(words: Lexemes, at: number): Read<number> | undefined {
  const { digits, number } = words.at(at);
  const fits = words.lexicon.vocabulary.plainDayOfMonth && digits && number && number <= 31;
  return fits ? { value: number, next: at + 1 } : undefined;
}

function nthWeekday(
  words: Lexemes,
  at: number,
  weekdays: readonly { weekday: number; nth: number }[],
): Read<Repeat> | undefined {
  const monthly = readMonthly(words, at);
  if (monthly) return { value: { frequency: 'MONTHLY', interval: monthly.value, weekdays }, next: monthly.next };
  const every = words.is(at - weekdays.length - 1, 'every') || words.is(at - 3, 'every');
  const month = words.is(at, 'of', 'in') ? words.at(at + 1).month : undefined;
  if (month !== undefined && every)
    return { value: { frequency: 'YEARLY', interval: 1, months: [month], weekdays }, next: at + 2 };
  if (every && weekdays[0]?.nth === -1) return { value: { frequency: 'MONTHLY', interval: 1, weekdays }, next: at };
  return undefined;
}

/** "of every month", "of each 3rd month", "of the month", "de cada mes". */
function readMonthly(words: Lexemes, at: number): (Read<number> & { each: boolean }) | undefined {
  if (!words.is(at, 'of', 'in', 'on') && !words.is(at, 'every')) return undefined;
  const every = words.is(at, 'every') ? at : at + 1;
  const each = words.is(every, 'every') && !words.is(every, 'the');
  const name = each ? every + 1 : words.skip(every, 'the');
  if (!each && name === every) return undefined;
  const counted = each
    ? words.is(name, 'other')
      ? { value: 2, next: name + 1 }
      : (readOrdinal(words, name) ?? readNumber(words, name))
    : undefined;
  const { length } = words.at(counted?.next ?? name);
  if (length?.unit !== 'month') return undefined;
  return { value: (counted?.value ?? 1) * length.count, next: (counted?.next ?? name) + 1, each };
}

/** "the beginning of every month", "end of each month". */
export function readEdge(words: Lexemes, at: number): Read<Repeat> | undefined {
  if (!words.is(at, 'end', 'beginning')) return undefined;
  const monthly = readMonthly(words, at + 1);
  if (!monthly?.each) return undefined;
  return {
    value: { frequency: 'MONTHLY', interval: monthly.value, monthDays: [words.is(at, 'end') ? -1 : 1] },
    next: monthly.next,
  };
}

export function inMonth(words: Lexemes, at: number, value: Repeat): Read<Repeat> | undefined {
  const position = readPosition(words, at);
  const weekday = position && words.at(position.next).weekday;
  if (position && weekday !== undefined)
    return { value: { ...value, weekdays: [{ weekday, nth: position.value }] }, next: position.next + 1 };
  const last = position?.value === -1 && words.at(position.next).length?.unit === 'day';
  if (last) return { value: { ...value, monthDays: [-1] }, next: position.next + 1 };
  const days = readMonthDays(words, words.skip(at, 'dayWord'), words.lexicon.vocabulary.plainDayOfMonth);
  return days && { value: { ...value, monthDays: days.value }, next: words.skip(days.next, 'dayWord') };
}

export function inYear(words: Lexemes, at: number, value: Repeat): Read<Repeat> | undefined {
  const position = readPosition(words, at);
  const weekday = position && words.at(position.next).weekday;
  if (position && weekday !== undefined) {
    const name = words.skip(position.next + 1, 'of', 'in');
    const { month } = words.at(name);
    return month === undefined
      ? undefined
      : { value: { ...value, months: [month], weekdays: [{ weekday, nth: position.value }] }, next: name + 1 };
  }
  const dated = readEveryDate(words, at);
  return dated?.value.months ? { value: { ...dated.value, interval: value.interval }, next: dated.next } : undefined;
}
