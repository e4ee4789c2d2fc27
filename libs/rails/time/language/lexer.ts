import { entriesFor, type Lexicon } from './lexicon.ts';
import { type Token } from './tokens.ts';
import { type Length, type Meaning, type Role } from './vocabulary.ts';

/** A word or phrase of the text with everything it can mean. */
export interface Lexeme extends Meaning {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Nothing stands between it and what came before. */
  readonly glued: boolean;
  /** A new line begins before it. */
  readonly broken: boolean;
  readonly kind: Token['kind'];
  /** It can be, or hold together, an expression of time. */
  readonly ofTime: boolean;
}

/** Small words that carry time by themselves, beside an event or as a repetition. */
const SIDES = ['before', 'after', 'weekday', 'weekend', 'weekends', 'weekdays', 'when'] as const;
/** Small words in a row that still belong together; it keeps reading linear in the text. */
const MOST_SMALL_WORDS = 4;

/** A word that says nothing of time, as most do. */
const UNKNOWN: Meaning = { roles: new Set() };
const NOTHING: Lexeme = {
  ...UNKNOWN,
  word: '',
  start: 0,
  end: 0,
  glued: false,
  broken: true,
  kind: 'line',
  ofTime: false,
};

/** The lexemes of one text, with the questions the grammar asks of them. */
export class Lexemes {
  constructor(
    readonly list: readonly Lexeme[],
    readonly lexicon: Lexicon,
  ) {}

  get length(): number {
    return this.list.length;
  }

  /** The lexeme at a place, or one that means nothing. */
  at(index: number): Lexeme {
    return this.list[index] ?? NOTHING;
  }

  has(index: number): boolean {
    return index >= 0 && index < this.list.length;
  }

  is(index: number, ...roles: readonly Role[]): boolean {
    const { roles: own } = this.at(index);
    return own.size > 0 && roles.some((role) => own.has(role));
  }

  /** The first place at or after `index` that plays none of these parts. */
  skip(index: number, ...roles: readonly Role[]): number {
    let next = index;
    while (next < index + MOST_SMALL_WORDS && this.is(next, ...roles)) next++;
    return next;
  }

  /** Steps over one comma or full stop between two pieces of one expression. */
  overMark(index: number): number {
    return /^[,.]$/.test(this.at(index).word) && !this.at(index + 1).broken ? index + 1 : index;
  }
}

function isOfTime(meaning: Meaning): boolean {
  if (meaning === UNKNOWN) return false;
  const { number, ordinal, weekday, everyWeekday, month, length, day, time, part, adverb, clock, date, slash } =
    meaning;
  const value = number ?? ordinal ?? weekday ?? everyWeekday ?? month ?? day ?? length ?? time ?? part;
  if (meaning.holiday) return true;
  if ((value ?? adverb ?? clock ?? date ?? slash) !== undefined) return true;
  return SIDES.some((role) => meaning.roles.has(role));
}

export function lex(tokens: readonly Token[], lexicon: Lexicon): Lexemes {
  const list: Lexeme[] = [];
  let broken = false;
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === 'line') {
      broken = true;
      i++;
      continue;
    }
    const previous = tokens[i - 1];
    const { meaning, length } = read(tokens, i, lexicon);
    const end = tokens[i + length - 1]?.end ?? token.end;
    const place = { word: token.word, start: token.start, end, kind: token.kind };
    list.push({ ...meaning, ...place, glued: previous?.end === token.start, broken, ofTime: isOfTime(meaning) });
    broken = false;
    i += length;
  }
  return new Lexemes(list, lexicon);
}

function read(tokens: readonly Token[], at: number, lexicon: Lexicon): { meaning: Meaning; length: number } {
  const token = tokens[at];
  if (!token) return { meaning: NOTHING, length: 1 };
  switch (token.kind) {
    case 'iso':
    case 'dotted':
    case 'slash':
    case 'clock':
      return { meaning: { roles: new Set(), ...figures(token) }, length: 1 };
    case 'meridiem':
      return { meaning: { roles: new Set(), meridiem: token.word === 'am' ? 'am' : 'pm' }, length: 1 };
    case 'number':
      return numberAt(tokens, at, lexicon);
    case 'link':
    case 'word':
    case 'mark':
    case 'line':
      return phraseAt(tokens, at, lexicon);
  }
}

function figures({ kind, word }: Token): Partial<Meaning> {
  const [first = 0, second = 0, third] = word.split(/[-./:h]/).map(Number);
  if (kind === 'iso') return { date: { year: first, month: second, day: third ?? 1 } };
  if (kind === 'dotted') return { date: { year: third ?? 0, month: second, day: first } };
  if (kind === 'slash') return { slash: { first, second, ...(third === undefined ? {} : { year: third }) } };
  return first < 25 ? { clock: { hour: first, minute: second, second: third ?? 0, padded: /^0|h/.test(word) } } : {};
}

function numberAt(tokens: readonly Token[], at: number, lexicon: Lexicon): { meaning: Meaning; length: number } {
  const token = tokens[at];
  const next = tokens[at + 1];
  const digits = token?.word ?? '';
  const number = Number(digits);
  if (Number.isNaN(number)) return { meaning: UNKNOWN, length: 1 };
  if (next?.kind === 'word' && next.start === token?.end) {
    if (lexicon.vocabulary.ordinalSuffixes.includes(next.word))
      return { meaning: { ordinal: number, digits, roles: new Set() }, length: 2 };
    const day = lexicon.vocabulary.days[digits + next.word];
    if (day !== undefined) return { meaning: { day, roles: new Set() }, length: 2 };
  }
  return { meaning: { number, digits, roles: new Set() }, length: 1 };
}

function phraseAt(tokens: readonly Token[], at: number, lexicon: Lexicon): { meaning: Meaning; length: number } {
  const word = tokens[at]?.word ?? '';
  const unit = gluedUnit(tokens, at, lexicon);
  if (unit) {
    const alone = entriesFor(lexicon, word).find((entry) => entry.words.length === 1);
    return { meaning: { roles: new Set(), ...alone?.meaning, length: unit }, length: 1 };
  }
  for (const entry of entriesFor(lexicon, word)) {
    if (entry.words.every((part, offset) => tokens[at + offset]?.word === part))
      return { meaning: entry.meaning, length: entry.words.length };
  }
  return { meaning: forgiven(word, lexicon) ?? UNKNOWN, length: 1 };
}

function gluedUnit(tokens: readonly Token[], at: number, lexicon: Lexicon): Length | undefined {
  const previous = tokens[at - 1];
  if (previous?.kind !== 'number' || previous.end !== tokens[at]?.start) return undefined;
  const unit = lexicon.vocabulary.gluedUnits[tokens[at]?.word ?? ''];
  return unit && { unit, count: 1 };
}

function forgiven(word: string, lexicon: Lexicon): Meaning | undefined {
  const meant = lexicon.forgiven.get(word);
  if (!meant) return undefined;
  return entriesFor(lexicon, meant).find((entry) => entry.words.length === 1)?.meaning;
}
