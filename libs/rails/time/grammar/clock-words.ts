import { type Lexemes } from '../language/lexer.ts';
import { type Clock } from './frame.ts';
import { readNumber, type Read } from './numbers.ts';

/** A time of day as it was worded. */
export interface Said {
  readonly clock: Clock;
  readonly next: number;
  /** A plain number: only time beside a day, or after "at" when nothing is counted. */
  readonly bare: boolean;
}

export function sayClock(words: Lexemes, at: number, led: boolean): Said | undefined {
  return sayWord(words, at) ?? sayPast(words, at) ?? sayTo(words, at) ?? sayFigures(words, at, led);
}

function sayWord(words: Lexemes, at: number): Said | undefined {
  const { time } = words.at(at);
  if (!time) return undefined;
  return { clock: { ...time, second: 0, certain: true }, next: at + 1, bare: false };
}

/** "half past 3", "a quarter past noon", "20 minutes past eight". */
function sayPast(words: Lexemes, at: number): Said | undefined {
  const minutes = minutesAt(words, at);
  if (!minutes || !words.is(minutes.next, 'past') || words.is(minutes.next, 'and')) return undefined;
  const hour = sayHour(words, minutes.next + 1);
  return hour && { ...hour, clock: { ...hour.clock, minute: minutes.value }, bare: false };
}

/** "quarter to 4", "15 to noon", "cuarto para las cuatro". */
function sayTo(words: Lexemes, at: number): Said | undefined {
  const minutes = minutesAt(words, at);
  if (!minutes || !words.is(minutes.next, 'toHour')) return undefined;
  const named = words.is(at, 'quarter', 'article') || words.at(minutes.next - 1).length?.unit === 'minute';
  const hour = sayHour(words, minutes.next + 1);
  // "5 to 6pm" is a span; "20 to 6" and "at ten to six" are not.
  const idiom =
    minutes.value > 12 || (words.at(at).digits === undefined && words.is(at - 1, 'at', 'by')) || hour?.clock.certain;
  if (!hour || !(named || idiom)) return undefined;
  return { ...hour, clock: back(hour.clock, minutes.value), bare: false };
}

function back(clock: Clock, minutes: number): Clock {
  const hour = clock.certain ? (clock.hour + 23) % 24 : ((clock.hour + 10) % 12) + 1;
  const flips = clock.meridiem && clock.hour % 12 === 0;
  const meridiem = flips ? (clock.meridiem === 'am' ? 'pm' : 'am') : clock.meridiem;
  return { ...clock, hour, minute: 60 - minutes, ...(meridiem ? { meridiem } : {}) };
}

function minutesAt(words: Lexemes, at: number): Read<number> | undefined {
  if (words.is(at, 'half') && words.at(at + 1).length === undefined) return { value: 30, next: at + 1 };
  if (words.is(at, 'quarter')) return { value: 15, next: at + 1 };
  if (words.is(at, 'article') && words.is(at + 1, 'quarter')) return { value: 15, next: at + 2 };
  const number = readNumber(words, at);
  if (!number || number.value < 1 || number.value > 59 || !Number.isInteger(number.value)) return undefined;
  return { ...number, next: words.at(number.next).length?.unit === 'minute' ? number.next + 1 : number.next };
}

function sayHour(words: Lexemes, at: number): Said | undefined {
  return sayWord(words, at) ?? sayFigures(words, at, true);
}

function sayFigures(words: Lexemes, at: number, led: boolean): Said | undefined {
  const lexeme = words.at(at);
  if (lexeme.clock)
    return dress(words, at + 1, { ...lexeme.clock, certain: lexeme.clock.padded || lexeme.clock.hour > 12 }, false);
  if (lexeme.digits && lexeme.ordinal === undefined) return sayDigits(words, at, lexeme.digits, led);
  return lexeme.number === undefined ? undefined : saySpelt(words, at);
}

function sayDigits(words: Lexemes, at: number, digits: string, led: boolean): Said | undefined {
  const [whole = '', fraction] = digits.split('.');
  if (fraction !== undefined) {
    const meant = /^[0-5]\d$/.test(fraction) && +whole < 24 && (led || words.at(at + 1).meridiem);
    return meant ? dress(words, at + 1, plain(+whole, +fraction), false) : undefined;
  }
  if (digits.length > 2) return sayPacked(words, at, digits);
  if (+digits > 24) return undefined;
  const spaced = words.at(at + 1);
  const minutes = led && !spaced.glued && /^[0-5]\d$/.test(spaced.digits ?? '') ? +(spaced.digits ?? 0) : undefined;
  if (minutes !== undefined) return dress(words, at + 2, plain(+digits, minutes), true);
  return dress(words, at + 1, plain(+digits, 0), true);
}

/** "415", "0700", "1500 hrs": hour and minutes run together. */
function sayPacked(words: Lexemes, at: number, digits: string): Said | undefined {
  const hour = +digits.slice(0, -2);
  const minute = +digits.slice(-2);
  if (digits.length > 4 || hour > 24 || minute > 59) return undefined;
  const military = digits.startsWith('0') && digits.length === 4;
  if (words.is(at + 1, 'hoursMark')) {
    if (digits.length < 4) return undefined;
    return { clock: { hour, minute, second: 0, certain: true }, next: at + 2, bare: false };
  }
  const year = digits.length === 4 && !military && !words.is(at - 1, 'at', 'by', 'around', 'for', 'before', 'after');
  if (year && !words.at(at + 1).meridiem) return undefined;
  return dress(words, at + 1, { hour, minute, second: 0, certain: military || hour > 12 }, true);
}

/** "five", "three twenty", "seven thirty p.m." */
function saySpelt(words: Lexemes, at: number): Said | undefined {
  const hour = words.at(at).number ?? 0;
  if (hour < 1 || hour > 12) return undefined;
  const joint = words.at(at + 1).word === '-' ? at + 2 : at + 1;
  const minutes = words.at(joint).digits === undefined ? readNumber(words, joint) : undefined;
  const fits = minutes && words.at(joint).number !== undefined && minutes.value >= 10 && minutes.value < 60;
  return dress(words, fits ? minutes.next : at + 1, plain(hour, fits ? minutes.value : 0), true);
}

function plain(hour: number, minute: number): Clock {
  return { hour, minute, second: 0, certain: hour > 12 || hour === 0 };
}

/** What may follow the hour: "y media", "menos cuarto", "o'clock", "pm". */
function dress(words: Lexemes, at: number, clock: Clock, bare: boolean): Said | undefined {
  if (clock.hour > 24 || (clock.hour === 24 && clock.minute > 0)) return undefined;
  const minutes = afterHour(words, at, clock);
  const oclock = words.skip(minutes.next, 'oclock');
  const { meridiem, glued, word } = words.at(oclock);
  const letter = word.length > 1 || (glued && (!bare || word === 'p' || words.is(at - 2, 'at', 'by', 'around')));
  if (meridiem && letter && clock.hour <= 12) {
    const marked = { ...minutes.value, meridiem, certain: false };
    return { clock: marked, next: words.skip(oclock + 1, 'oclock'), bare: false };
  }
  const hours = words.is(oclock, 'hoursMark') && hoursMean(words, at - 1, oclock);
  if (hours) return { clock: { ...minutes.value, certain: true }, next: oclock + 1, bare: false };
  return { clock: minutes.value, next: oclock, bare: bare && oclock === at };
}

/** "at 17h", "monday 8h", "a las 15 horas": not the length "15 hours". */
function hoursMean(words: Lexemes, hour: number, mark: number): boolean {
  const { day, weekday } = words.at(hour - 1);
  return (
    words.is(hour - 1, 'at', 'by', 'around') ||
    (words.at(mark).glued && ((day ?? weekday) !== undefined || (words.at(hour).number ?? 0) > 12))
  );
}

function afterHour(words: Lexemes, at: number, clock: Clock): Read<Clock> {
  if (words.is(at, 'halfAfter')) return { value: { ...clock, minute: 30 }, next: at + 1 };
  const adds = words.is(at, 'past') && words.is(at, 'and');
  if (!adds && !words.is(at, 'minus')) return { value: clock, next: at };
  const minutes = minutesAt(words, at + 1);
  if (!minutes || clock.minute > 0) return { value: clock, next: at };
  if (!adds) return { value: back(clock, minutes.value), next: minutes.next };
  const fits = words.is(at + 1, 'quarter') || minutes.value >= 5;
  return fits ? { value: { ...clock, minute: minutes.value }, next: minutes.next } : { value: clock, next: at };
}
