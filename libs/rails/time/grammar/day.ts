import { type Lexemes } from '../language/lexer.ts';
import { isSpanishHour, standsAlone } from './alone.ts';
import { LONGEST_LIST } from './clock.ts';
import { type Day, type Piece } from './frame.ts';
import { readLengths, readNumber, readOrdinal, type Read } from './numbers.ts';
import { type Dated, pick, readNth, readOfMonth, readPeriod } from './calendar.ts';

/** "tomorrow", "next friday", "the 7th", "august 9th", "in two weeks", "el lunes que viene". */
export function readDayPiece(words: Lexemes, at: number): Piece | undefined {
  const leads = ['on', 'by', 'before', 'for', 'until', 'after', 'at'] as const;
  const value = words.at(at - 1).weekday === undefined ? words.skip(at, ...leads) : words.skip(at, ...leads, 'of');
  const led = value > at;
  const said = readAhead(words, at) ?? readDay(words, value, led);
  if (!said) return readDayList(words, value);
  // "friday after next": the coming one is not meant, and which is, is for them to say
  if (said.value.kind === 'weekday' && words.is(said.next, 'after') && words.is(said.next + 1, 'next'))
    return { next: said.next + 2, says: { unclear: true }, footing: 'sure' };
  const range = said.footing === 'company' ? undefined : rangeEnd(words, at, said.next);
  if (range) return { next: range, says: { unclear: true }, footing: 'sure' };
  return readDayList(words, value) ?? { next: said.next, says: { day: said.value }, footing: said.footing ?? 'sure' };
}

/** "from the 13th to the 15th", "between monday and wednesday", "february 20 - 29": which of them is not said. */
function rangeEnd(words: Lexemes, at: number, next: number): number | undefined {
  const joined = words.is(next, 'through') || (words.is(at, 'between') && words.is(next, 'and'));
  if (!joined) return undefined;
  const end = readDay(words, next + 1, true);
  if (end) return end.next;
  const plain = words.at(next + 1).number !== undefined && words.at(next - 1).number !== undefined;
  return plain && standsAlone(words, next, next + 2) ? next + 2 : undefined;
}

/** "monday and thursday" without "every": one of each, or again and again. */
function readDayList(words: Lexemes, at: number): Piece | undefined {
  let next = at;
  for (let count = 0; words.at(next).weekday !== undefined && count < LONGEST_LIST; count++) {
    const joint = words.skip(words.overMark(next + 1), 'and', 'on');
    const more = joint > next + 1 && words.at(joint).weekday !== undefined;
    if (!more) return count > 0 ? { next: next + 1, says: { unclear: true }, footing: 'sure' } : undefined;
    next = joint;
  }
  return undefined;
}

/** A day where one is expected: `led` by a word such as "on" or "until". */
export function readDay(words: Lexemes, at: number, led: boolean): Dated | undefined {
  const the = words.is(at, 'the') && !words.is(at, 'this', 'next') ? at + 1 : at;
  return (
    readOffset(words, the) ??
    readNth(words, the) ??
    readWeekday(words, the, led) ??
    readDate(words, the, led) ??
    readPeriod(words, the, led) ??
    readDayOfMonth(words, at, led)
  );
}

function readOffset(words: Lexemes, at: number): Dated | undefined {
  const { day, weak } = words.at(at);
  if (day === undefined) return undefined;
  if (words.is(at + 1, 'possessive') || (day === 2 && words.at(at - 1).number !== undefined)) return undefined;
  return { value: { kind: 'offset', days: day }, next: at + 1, footing: weak ? 'company' : 'sure' };
}

/** "in 3 days", "2 weeks from now", "three weeks from tomorrow", "dentro de un mes". */
function readAhead(words: Lexemes, at: number): Dated | undefined {
  const opened = words.is(at, 'in', 'within');
  const count = opened ? readNumber(words, at + 1) : undefined;
  if (count && Number.isInteger(count.value) && words.is(count.next, 'weekday', 'weekdays'))
    return { value: { kind: 'workdays', count: count.value }, next: count.next + 1 };
  const lengths = readLengths(words, opened ? at + 1 : words.skip(at, 'for'));
  if (!lengths || !lengths.value.every((l) => isCalendar(l.unit) && Number.isInteger(l.count))) return undefined;
  const after = lengths.next;
  if (words.is(after, 'hence')) return { value: { kind: 'ahead', by: lengths.value }, next: after + 1 };
  if (words.is(after, 'from', 'after')) {
    const from = readDay(words, after + 1, true);
    if (from) return { value: { kind: 'ahead', by: lengths.value, from: from.value }, next: from.next };
  }
  return opened ? { value: { kind: 'ahead', by: lengths.value }, next: after } : undefined;
}

export function isCalendar(unit: string): boolean {
  return unit === 'day' || unit === 'week' || unit === 'month' || unit === 'year';
}

function readWeekday(words: Lexemes, at: number, led: boolean): Dated | undefined {
  let next = words.skip(at, 'this', 'next', 'last');
  const which = pick(words, at, next);
  const { weekday, weak } = words.at(next);
  if (weekday === undefined || words.is(at - 1, 'dayName')) return undefined;
  next =
    words.at(next + 1).word === '.' && words.at(next).end - words.at(next).start < 5 && words.has(next + 2)
      ? next + 2
      : next + 1;
  if (words.is(next, 'possessive')) return undefined;
  if (words.is(next, 'nextAfter')) return { value: { kind: 'weekday', weekday, which: 'next' }, next: next + 1 };
  const alone = standsAlone(words, at, next);
  const named = led || which !== 'bare' || !words.is(at - 1, 'subject');
  const footing = weak && !(alone && named) ? 'company' : 'sure';
  return { value: { kind: 'weekday', weekday, which }, next, footing };
}

/** A date with its month: "august 9th", "9 de agosto", "8/27", "2026-08-09", or a month alone. */
function readDate(words: Lexemes, at: number, led: boolean): Dated | undefined {
  const { date, slash } = words.at(at);
  if (date && words.is(at - 1, 'label')) return undefined;
  const { holiday } = words.at(at);
  if (holiday)
    return {
      value: { kind: 'date', ...holiday },
      next: at + 1,
      footing: led && standsAlone(words, at, at + 1) ? 'sure' : 'company',
    };
  if (date) return isDate(date.month, date.day) ? { value: { kind: 'date', ...date }, next: at + 1 } : undefined;
  if (slash) return readSlash(words, at, led);
  return readMonthFirst(words, at) ?? readDayFirst(words, at) ?? readMonth(words, at, led);
}

function readSlash(words: Lexemes, at: number, led: boolean): Dated | undefined {
  const { slash, glued } = words.at(at);
  if (!slash || (glued && !/^[,(@]$/.test(words.at(at - 1).word)) || words.is(at - 1, 'label')) return undefined;
  const { first, second, year } = slash;
  const years = year === undefined ? {} : { year: fullYear(year) };
  const { numericDate } = words.lexicon.vocabulary;
  const couldBe = { monthFirst: isDate(first, second), dayFirst: isDate(second, first) };
  const value: Day | undefined =
    couldBe.monthFirst && couldBe.dayFirst && numericDate === 'unknown' && first !== second
      ? { kind: 'eitherDate', first, second, ...years }
      : couldBe.monthFirst && numericDate !== 'dayFirst'
        ? { kind: 'date', month: first, day: second, ...years }
        : couldBe.dayFirst && (numericDate !== 'monthFirst' || first > 12)
          ? { kind: 'date', month: second, day: first, ...years }
          : undefined;
  if (!value) return undefined;
  if (year !== undefined) return { value, next: at + 1 };
  const fraction = first < second && [2, 4, 8, 16, 32].includes(second);
  const alone = standsAlone(words, at, at + 1);
  return { value, next: at + 1, footing: alone && (led || !fraction) && first !== 24 ? 'sure' : 'company' };
}

function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 60 ? 2000 + year : 1900 + year;
}

function isDate(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** "august 9th 2026", "march fifteenth", "Feb13". */
function readMonthFirst(words: Lexemes, at: number): Dated | undefined {
  const { month, weak } = words.at(at);
  if (month === undefined) return undefined;
  const start = words.skip(/^[.,/]$/.test(words.at(at + 1).word) ? at + 2 : at + 1, 'the');
  const day = readOrdinal(words, start) ?? readPlainDay(words, start);
  if (!day || day.value > 31 || day.value < 1) return undefined;
  const year = readYear(words, day.next);
  const footing =
    weak && year === undefined && !standsAlone(words, at, day.next) && words.at(start).ordinal === undefined
      ? 'company'
      : 'sure';
  return { value: { kind: 'date', month, day: day.value, ...year?.value }, next: year?.next ?? day.next, footing };
}

/** "9 august", "the 2nd of march", "9 de agosto de 2026". */
function readDayFirst(words: Lexemes, at: number): Dated | undefined {
  const day = readOrdinal(words, at) ?? readPlainDay(words, at);
  if (!day || day.value > 31 || day.value < 1) return undefined;
  const of = words.skip(day.next, 'of');
  const { month, weak } = words.at(of);
  if (month === undefined || (weak && of === day.next && words.at(at).ordinal === undefined)) return undefined;
  const year = readYear(words, words.skip(of + 1, 'of'));
  return { value: { kind: 'date', month, day: day.value, ...year?.value }, next: year?.next ?? of + 1 };
}

function readPlainDay(words: Lexemes, at: number): Read<number> | undefined {
  const { digits, number } = words.at(at);
  if (digits === undefined) return words.lexicon.vocabulary.plainDayOfMonth ? readSpelt(words, at) : undefined;
  if (number === undefined || digits.length > 2 || words.at(at + 1).meridiem) return undefined;
  return { value: number, next: at + 1 };
}

function readSpelt(words: Lexemes, at: number): Read<number> | undefined {
  return words.at(at).number === undefined ? undefined : readNumber(words, at);
}

function readYear(words: Lexemes, at: number): Read<{ year: number }> | undefined {
  const value = words.at(at).word === ',' ? at + 1 : words.skip(at, 'of');
  const { digits } = words.at(value);
  if (!digits || !/^(?:19|20|21)\d\d$/.test(digits) || words.is(value + 1, 'hoursMark')) return undefined;
  return { value: { year: +digits }, next: value + 1 };
}

/** "in april", "by june", "next march": a month alone needs a word before it. */
function readMonth(words: Lexemes, at: number, led: boolean): Dated | undefined {
  const name = words.skip(at, 'in', 'this', 'next');
  const { month, weak } = words.at(name);
  if (month === undefined || (name === at && !led)) return undefined;
  const year = readYear(words, name + 1);
  const next = year?.next ?? name + 1;
  if (weak && !standsAlone(words, at, next)) return undefined;
  return { value: { kind: 'month', month, ...year?.value }, next };
}

/** "the 7th", "on the 11th", "el 7", "el día 7". */
function readDayOfMonth(words: Lexemes, at: number, led: boolean): Dated | undefined {
  const articled = words.is(at, 'the') || words.is(at - 1, 'on', 'by', 'before');
  const the = words.is(at, 'the') ? at + 1 : at;
  const named = words.is(the, 'dayWord');
  const start = named ? the + 1 : the;
  if (!named && isSpanishHour(words, start)) return undefined;
  const ordinal = readOrdinal(words, start);
  const afterWeekday = words.at(at - 1).weekday !== undefined && (words.at(start).number ?? 0) > 12;
  const day =
    ordinal ?? (words.lexicon.vocabulary.plainDayOfMonth || afterWeekday ? readPlainDay(words, start) : undefined);
  if (!day || day.value < 1 || day.value > 31) return undefined;
  const suffix = readOfMonth(words, day.next);
  const next = suffix?.next ?? day.next;
  const alone = standsAlone(words, start, next);
  const beside = words.at(at - 1).weekday !== undefined && (ordinal ?? alone);
  const spelt = words.at(start).digits === undefined;
  const sure = beside || (alone && (named || (ordinal && !spelt ? led || articled : led && articled)));
  return {
    value: { kind: 'dayOfMonth', day: day.value, ...suffix?.value },
    next,
    footing: sure || suffix ? 'sure' : 'company',
  };
}
