import { type Lexemes } from '../language/lexer.ts';
import { type Unit } from '../language/vocabulary.ts';
import { LONGEST_LIST, standsAlone } from './clock.ts';
import { type Frequency, type Piece, type Repeat } from './frame.ts';
import { readPosition } from './nth.ts';
import { readNumber, readOrdinal, type Read } from './numbers.ts';

const FREQUENCIES: Readonly<Record<Unit, Frequency>> = {
  second: 'SECONDLY', minute: 'MINUTELY', hour: 'HOURLY', day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY',
}; // prettier-ignore
const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/** "every other friday", "daily", "mondays", "mon-fri", "first monday of the month", "cada 15 días". */
export function readRepeatPiece(words: Lexemes, at: number): Piece | undefined {
  const start = words.skip(at, 'on', 'for', 'at', 'in', 'by');
  const read = readEvery(words, start) ?? readAdverb(words, start) ?? readOnce(words, start) ?? readPlural(words, start) ?? readPlural(words, at); // prettier-ignore
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
    const joint = ranged
      ? next + 1
      : words.skip(/^[,/]$/.test(words.at(next).word) ? next + 1 : next, 'and', 'the', 'on');
    const weekday = joint > next || words.is(at - 1, 'every') ? weekdayAt(words, joint) : undefined;
    if (weekday === undefined || days.length > LONGEST_LIST) return { value: [...new Set(days)], next };
    for (let day = days.at(-1) ?? weekday; ranged && day !== weekday; day = (day % 7) + 1) days.push(day);
    days.push(weekday);
    next = joint + 1;
  }
}

function weekdayAt(words: Lexemes, at: number): number | undefined {
  return words.at(at).weekday ?? words.at(at).everyWeekday;
}

function readEveryPart(words: Lexemes, at: number, interval = 1): Read<Repeat> | undefined {
  const { part } = words.at(at);
  if (!part || part.use === 'today') return undefined;
  return { value: { frequency: 'DAILY', interval, part: part.part }, next: at + 1 };
}

/** "every 15th", "every 4th and 10th of the month", "every july 4th", "every december". */
function readEveryDate(words: Lexemes, at: number): Read<Repeat> | undefined {
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
  if (named !== undefined) return { value: { frequency: 'YEARLY', interval: 1, months: [named], monthDays: days.value }, next: of + 1 }; // prettier-ignore
  const monthly = readMonthly(words, days.next);
  if (!monthly && !standsAlone(words, at, days.next)) return undefined;
  return { value: { frequency: 'MONTHLY', interval: monthly?.value ?? 1, monthDays: days.value }, next: monthly?.next ?? days.next }; // prettier-ignore
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
function readPositions(words: Lexemes, at: number): Read<Repeat> | undefined {
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
  if (weekday !== undefined) return nthWeekday(words, next + 1, positions.map((nth) => ({ weekday, nth }))); // prettier-ignore
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
  // prettier-ignore
  const monthly = readMonthly(words, at);
  if (monthly) return { value: { frequency: 'MONTHLY', interval: monthly.value, weekdays }, next: monthly.next };
  const every = words.is(at - weekdays.length - 1, 'every') || words.is(at - 3, 'every');
  const month = words.is(at, 'of', 'in') ? words.at(at + 1).month : undefined;
  if (month !== undefined && every) return { value: { frequency: 'YEARLY', interval: 1, months: [month], weekdays }, next: at + 2 }; // prettier-ignore
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
  const counted = each ? (words.is(name, 'other') ? { value: 2, next: name + 1 } : (readOrdinal(words, name) ?? readNumber(words, name))) : undefined; // prettier-ignore
  const { length } = words.at(counted?.next ?? name);
  if (length?.unit !== 'month') return undefined;
  return { value: (counted?.value ?? 1) * length.count, next: (counted?.next ?? name) + 1, each };
}

/** "the beginning of every month", "end of each month". */
function readEdge(words: Lexemes, at: number): Read<Repeat> | undefined {
  if (!words.is(at, 'end', 'beginning')) return undefined;
  const monthly = readMonthly(words, at + 1);
  if (!monthly?.each) return undefined;
  return { value: { frequency: 'MONTHLY', interval: monthly.value, monthDays: [words.is(at, 'end') ? -1 : 1] }, next: monthly.next }; // prettier-ignore
}

/** "daily", "weekly": as an adverb; "daily report" and "weekly crew meeting" name a thing. */
function readAdverb(words: Lexemes, at: number): Read<Repeat> | undefined {
  const { adverb } = words.at(at);
  if (!adverb) return undefined;
  if (!isAdverb(words, at) || words.is(at - 1, 'the', 'article')) return undefined;
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
  const ranged = words.at(from).weekday !== undefined && words.is(from + 1, 'through') && words.at(from + 2).weekday !== undefined; // prettier-ignore
  if (!ranged && words.at(from).everyWeekday === undefined) return undefined;
  const list = readWeekdayList(words, from);
  if (!list || (ranged && list.value.length === 1 && words.at(from).everyWeekday === undefined)) return undefined;
  return weekly(list.value, 1, list.next);
}

/** "twice a week": how often, but not when. */
function readOften(words: Lexemes, at: number): Piece | undefined {
  const counted = words.at(at).number !== undefined && words.is(at + 1, 'times') ? at + 2 : words.is(at, 'often') ? at + 1 : undefined; // prettier-ignore
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

function inMonth(words: Lexemes, at: number, value: Repeat): Read<Repeat> | undefined {
  const position = readPosition(words, at);
  const weekday = position && words.at(position.next).weekday;
  if (position && weekday !== undefined) return { value: { ...value, weekdays: [{ weekday, nth: position.value }] }, next: position.next + 1 }; // prettier-ignore
  const last = position?.value === -1 && words.at(position.next).length?.unit === 'day';
  if (last) return { value: { ...value, monthDays: [-1] }, next: position.next + 1 };
  const days = readMonthDays(words, words.skip(at, 'dayWord'), words.lexicon.vocabulary.plainDayOfMonth);
  return days && { value: { ...value, monthDays: days.value }, next: words.skip(days.next, 'dayWord') };
}

function inYear(words: Lexemes, at: number, value: Repeat): Read<Repeat> | undefined {
  const position = readPosition(words, at);
  const weekday = position && words.at(position.next).weekday;
  if (position && weekday !== undefined) {
    const name = words.skip(position.next + 1, 'of', 'in');
    const { month } = words.at(name);
    return month === undefined ? undefined : { value: { ...value, months: [month], weekdays: [{ weekday, nth: position.value }] }, next: name + 1 }; // prettier-ignore
  }
  const dated = readEveryDate(words, at);
  return dated?.value.months ? { value: { ...dated.value, interval: value.interval }, next: dated.next } : undefined;
}
