import { type Lexemes } from '../language/lexer.ts';
import { type Length } from '../language/vocabulary.ts';

export interface Read<T> {
  readonly value: T;
  readonly next: number;
}

/** "20", "twenty", "twenty five", "treinta y cinco". */
export function readNumber(words: Lexemes, at: number): Read<number> | undefined {
  const { number, digits, roles } = words.at(at);
  if (number === undefined) return roles.has('article') ? { value: 1, next: at + 1 } : undefined;
  if (digits === undefined && number >= 20 && number % 10 === 0) {
    const ones = words.is(at + 1, 'and') || words.at(at + 1).word === '-' ? at + 2 : at + 1;
    const one = words.at(ones);
    if (one.digits === undefined && one.number !== undefined && one.number > 0 && one.number < 10)
      return { value: number + one.number, next: ones + 1 };
  }
  return { value: number, next: at + 1 };
}

/** "7th", "seventh", "twenty seventh". */
export function readOrdinal(words: Lexemes, at: number): Read<number> | undefined {
  const lexeme = words.at(at);
  if (lexeme.ordinal !== undefined) return { value: lexeme.ordinal, next: at + 1 };
  if (lexeme.digits !== undefined || !lexeme.number || lexeme.number < 20 || lexeme.number % 10 !== 0) return undefined;
  const ones = words.at(at + 1).word === '-' ? at + 2 : at + 1;
  const { ordinal, digits } = words.at(ones);
  if (ordinal === undefined || digits !== undefined || ordinal > 9) return undefined;
  return { value: lexeme.number + ordinal, next: ones + 1 };
}

/** One length: "2 hours", "an hour", "half an hour", "hora y media", "2 and a half days". */
export function readLength(words: Lexemes, at: number): Read<readonly Length[]> | undefined {
  if (words.is(at, 'half')) return scaled(words, words.skip(at + 1, 'article'), 0.5);
  if (words.is(at, 'quarter')) return scaled(words, words.skip(at + 1, 'of', 'article'), 0.25, 'hour');
  const number = readNumber(words, at);
  if (!number) return undefined;
  if (words.is(number.next, 'halfAfter')) return scaled(words, number.next + 1, number.value + 0.5);
  const more = words.is(number.next, 'quarter') && words.at(number.next + 1).length?.unit === 'hour';
  if (more) return scaled(words, number.next + 1, number.value * 0.25);
  const filler = /^(more|upcoming|additional|mas)$/.test(words.at(number.next).word) ? 1 : 0;
  const length = scaled(words, number.next + filler, number.value);
  if (!length || !words.is(length.next, 'halfAfter')) return length;
  return { value: length.value.map((l) => ({ ...l, count: l.count + 0.5 })), next: length.next + 1 };
}

/** A chain of lengths: "1 hour, 5 minutes and 30 seconds". */
export function readLengths(words: Lexemes, at: number, most = 4): Read<readonly Length[]> | undefined {
  const first = readLength(words, at);
  if (!first) return undefined;
  const more = words.skip(words.overMark(first.next), 'and');
  const rest = words.at(more).number === undefined || most === 1 ? undefined : readLengths(words, more, most - 1);
  return rest ? { value: [...first.value, ...rest.value], next: rest.next } : first;
}

function scaled(words: Lexemes, at: number, count: number, only?: string): Read<readonly Length[]> | undefined {
  const { length } = words.at(at);
  if (!length || (only && length.unit !== only)) return undefined;
  return { value: [{ unit: length.unit, count: length.count * count }], next: at + 1 };
}
