import { type Lexemes } from '../language/lexer.ts';
import { type Unit } from '../language/vocabulary.ts';
import { standsAlone } from './alone.ts';
import { LONGEST_LIST } from './clock.ts';
import { type Frequency, type Piece, type Repeat } from './frame.ts';
import { readNumber, readOrdinal, type Read } from './numbers.ts';
import { inMonth, inYear, readEdge, readEveryDate, readPositions } from './repeat-dates.ts';

// prettier-ignore
const FREQUENCIES: Readonly<Record<Unit, Frequency>> = {
  second: 'SECONDLY', minute: 'MINUTELY', hour: 'HOURLY', day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY',
};
const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/** "every other friday", "daily", "mondays", "mon-fri", "first monday of the month", "cada 15 días". */
export function readRepeatPiece(words: Lexemes, at: number): Piece | undefined {
  const start = words.skip(at, 'on', 'for', 'at', 'in', 'by');
  const read =
    readEvery(words, start) ??
    readAdverb(words, start) ??
    readOnce(words, start) ??
    readPlural(words, start) ??
    readPlural(words, at);
  const repeat =
    read ?? readPositions(words, words.skip(start, 'the', 'every')) ?? readEdge(words, words.skip(start, 'the'));
  if (repeat) {
    const more = refine(words, repeat);
    return { next: more.next, says: { repeat: more.value }, footing: 'sure' };
  }
  return readOften(words, start);
}

function readEvery(words: Lexemes, at: number): Read<Repeat> | undefined {
  if (!words.is(at, 'every')) return undefined;
  return (
    readPositions(words, words.skip(at + 1, 'the')) ??
    readInterval(words, at + 1) ??
    readWeekdays(words, at + 1, 1) ??
    readEveryPart(words, at + 1) ??
    readEveryDate(words, at + 1)
  );
}

/** "every 2 weeks", "every other friday", "every 4th day", "every weekday". */
function readInterval(words: Lexemes, at: number): Read<Repeat> | undefined {
  const other = words.is(at, 'other') ? { value: 2, next: at + 1 } : undefined;
  const counted =
    other ?? readOrdinal(words, at) ?? (words.at(at).number === undefined ? undefined : readNumber(words, at));
  const interval = counted?.value ?? 1;
  const name = counted?.next ?? at;
  if (interval < 1 || !Number.isInteger(interval)) return undefined;
  const { length } = words.at(name);
  if (
    length &&
    !(interval === 1 && words.at(name).weak && !words.is(name, 'quarter') && !standsAlone(words, at, name + 1))
  )
    return { value: { frequency: FREQUENCIES[length.unit], interval: length.count * interval }, next: name + 1 };
  if (!counted) return undefined;
  return readWeekdays(words, name, interval) ?? readEveryPart(words, name, interval);
}

/** "monday", "tue and thu", "mon-fri", "monday through wednesday", "weekday", "weekend". */
function readWeekdays(words: Lexemes, at: number, interval: number): Read<Repeat> | undefined {
  if (words.is(at, 'weekday', 'weekdays')) return weekly(WORKDAYS, interval, at + 1);
  if (words.is(at, 'weekend', 'weekends')) return weekly(WEEKEND, interval, at + 1);
  const list = readWeekdayList(words, at);
  return list && weekly(list.value, interval, list.next);
}

function weekly(weekdays: readonly number[], interval: number, next: number): Read<Repeat> {
  return { value: { frequency: 'WEEKLY', interval, weekdays: weekdays.map((weekday) => ({ weekday })) }, next };
}

function readWeekdayList(words: Lexemes, at: number): Read<readonly number[]> | undefined {
  const first = weekdayAt(words, at);
  if (first === undefined) return undefined;
  const days = [first];
  let next = at + 1;
  for (;;) {
    const ranged = words.is(next, 'through') && weekdayAt(words, next + 1) !== undefined;
    const small = words.is(at - 1, 'every')
      ? (['and', 'the', 'on', 'every'] as const)
      : (['and', 'the', 'on'] as const);
    const joint = ranged ? next + 1 : words.skip(/^[,/]$/.test(words.at(next).word) ? next + 1 : next, ...small);
    const weekday = joint > next || words.is(at - 1, 'every') ? weekdayAt(words, joint) : undefined;
    if (weekday === undefined || days.length > LONGEST_LIST) return { value: [...new Set(days)], next };
    days.push(...(ranged ? daysTo(days.at(-1) ?? weekday, weekday) : [weekday]));
    next = joint + 1;
  }
}

/** Tuesday to Thursday: the days after the first, over the weekend if need be. */
function daysTo(from: number, to: number): number[] {
  return Array.from({ length: (to - from + 7) % 7 }, (_, index) => ((from + index) % 7) + 1);
}

function weekdayAt(words: Lexemes, at: number): number | undefined {
  return words.at(at).weekday ?? words.at(at).everyWeekday;
}

function readEveryPart(words: Lexemes, at: number, interval = 1): Read<Repeat> | undefined {
  const { part } = words.at(at);
  if (!part || part.use === 'today') return undefined;
  return { value: { frequency: 'DAILY', interval, part: part.part }, next: at + 1 };
}

/** "daily", "weekly": as an adverb; "daily report" and "weekly crew meeting" name a thing. */
function readAdverb(words: Lexemes, at: number): Read<Repeat> | undefined {
  const { adverb } = words.at(at);
  if (!adverb) return undefined;
  const reminder = words.is(at + 1, 'reminding');
  if (!reminder && (!isAdverb(words, at) || words.is(at - 1, 'the', 'article'))) return undefined;
  return { value: { frequency: FREQUENCIES[adverb.unit], interval: adverb.count }, next: at + 1 };
}

function isAdverb(words: Lexemes, at: number): boolean {
  const { number, clock } = words.at(at + 1);
  // An adjective that follows its noun in Spanish ("el reporte diario") needs a clock or the head of the clause.
  if (words.at(at).weak && !words.at(at).broken && at > 0) return words.is(at + 1, 'at', 'until', 'starting');
  return standsAlone(words, at, at + 1) || (number ?? clock) !== undefined || words.is(at + 1, 'until', 'starting');
}

/** "once a week", "una vez al mes". */
function readOnce(words: Lexemes, at: number): Read<Repeat> | undefined {
  if (!words.is(at, 'once') || !words.is(at + 1, 'per')) return undefined;
  return readInterval(words, at + 2);
}

/** "mondays and thursdays", "weekdays", "mornings", "mon-fri", "de lunes a viernes". */
function readPlural(words: Lexemes, at: number): Read<Repeat> | undefined {
  if (words.is(at, 'weekdays')) return weekly(WORKDAYS, 1, at + 1);
  if (words.is(at, 'weekends')) return weekly(WEEKEND, 1, at + 1);
  if (words.at(at).part?.use === 'every') return isAdverb(words, at) ? readEveryPart(words, at) : undefined;
  const from = words.is(at, 'from') ? at + 1 : at;
  const ranged =
    words.at(from).weekday !== undefined && words.is(from + 1, 'through') && words.at(from + 2).weekday !== undefined;
  if (!ranged && words.at(from).everyWeekday === undefined) return undefined;
  const list = readWeekdayList(words, from);
  if (!list || (ranged && list.value.length === 1 && words.at(from).everyWeekday === undefined)) return undefined;
  return weekly(list.value, 1, list.next);
}

/** "twice a week": how often, but not when. */
function readOften(words: Lexemes, at: number): Piece | undefined {
  const counted =
    words.at(at).number !== undefined && words.is(at + 1, 'times')
      ? at + 2
      : words.is(at, 'often')
        ? at + 1
        : undefined;
  if (counted === undefined || !words.is(counted, 'per') || !words.at(counted + 1).length) return undefined;
  return { next: counted + 2, says: { unclear: true }, footing: 'sure' };
}

/** What narrows a week, month or year: "on tue and thu", "on the 3rd tuesday", "on december 21st". */
function refine(words: Lexemes, read: Read<Repeat>): Read<Repeat> {
  const { value, next } = read;
  const on = words.skip(words.overMark(next), 'on', 'in', 'the', 'of');
  const led = on > next || words.at(on).everyWeekday !== undefined;
  if (value.weekdays ?? value.monthDays ?? value.months) return read;
  if (value.frequency === 'WEEKLY') {
    const list = led ? (readWeekdays(words, on, 1) ?? readDayOfWeek(words, on)) : undefined;
    return list?.value.weekdays ? { value: { ...value, weekdays: list.value.weekdays }, next: list.next } : read;
  }
  if (value.frequency === 'MONTHLY') return on > next ? (inMonth(words, on, value) ?? read) : read;
  if (value.frequency === 'YEARLY') return on > next ? (inYear(words, on, value) ?? read) : read;
  return read;
}

/** "the 4th day" of a week. */
function readDayOfWeek(words: Lexemes, at: number): Read<Repeat> | undefined {
  const ordinal = readOrdinal(words, at);
  if (!ordinal || ordinal.value > 7 || words.at(ordinal.next).length?.unit !== 'day') return undefined;
  return weekly([((ordinal.value + 5) % 7) + 1], 1, ordinal.next + 1);
}
