import type { Token } from '../text/tokens.ts';
import type { Pattern } from './pattern.ts';
import { isNumber, type KnownSpan } from './match.ts';
import { nameSign, NUMBER, type OneOf } from './signs.ts';

/** A pattern, and what it has somewhere within as the numbers of groups of words. */
interface Sifted {
  readonly pattern: Pattern;
  readonly within: readonly number[];
}

/** Picks the few patterns of a language that a text shows the signs of; no other can fit it. */
export class Sieve {
  readonly all: readonly Pattern[];
  readonly #groups = new Groups();
  readonly #byFirst = new Map<string, Sifted[]>();
  /** Those that begin with anything. */
  readonly #open: readonly Sifted[];

  constructor(patterns: readonly Pattern[]) {
    this.all = patterns;
    const sifted = patterns.map((pattern) => this.#sifted(pattern));
    this.#open = sifted.filter(({ pattern }) => !pattern.program.signs.first);
    for (const one of sifted) for (const sign of one.pattern.program.signs.first ?? []) push(this.#byFirst, sign, one);
  }

  /** Patterns that may fit; some of them twice, where the text begins in two of their ways. */
  sift(tokens: readonly Token[], names: readonly KnownSpan[]): Pattern[] {
    const shown = this.#groups.shownBy(signsOf(tokens, names));
    const last = signsOf(
      tokens.slice(-1),
      names.filter(({ to }) => to === tokens.length),
    );
    const first = signsOf(
      tokens.slice(0, 1),
      names.filter(({ from }) => from === 0),
    );
    const out: Pattern[] = [];
    const keep = (those: readonly Sifted[]): void => {
      for (const { pattern, within } of those)
        if (isOneOf(last, pattern.program.signs.last) && within.every((group) => shown[group])) out.push(pattern);
    };
    for (const sign of first) keep(this.#byFirst.get(sign) ?? []);
    keep(this.#open);
    return out;
  }

  #sifted(pattern: Pattern): Sifted {
    return { pattern, within: pattern.program.signs.within.map((words) => this.#groups.of(words)) };
  }
}

function isOneOf(signs: readonly string[], wanted: OneOf): boolean {
  return !wanted || signs.some((sign) => wanted.has(sign));
}

/** Groups of words that patterns ask for one of; the same words are one group. */
class Groups {
  readonly #numbers = new Map<string, number>();
  readonly #byWord = new Map<string, number[]>();

  of(words: ReadonlySet<string>): number {
    const key = [...words].sort().join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    for (const word of words) push(this.#byWord, word, number);
    return number;
  }

  /** For each group whether one of the signs is in it. */
  shownBy(signs: readonly string[]): Uint8Array {
    const shown = new Uint8Array(this.#numbers.size);
    for (const sign of signs) for (const group of this.#byWord.get(sign) ?? []) shown[group] = 1;
    return shown;
  }
}

function signsOf(tokens: readonly Token[], names: readonly KnownSpan[]): string[] {
  const signs = tokens.map(({ norm }) => norm);
  if (signs.some(isNumber)) signs.push(NUMBER);
  for (const { what } of names) signs.push(nameSign(what));
  return signs;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const those = map.get(key);
  if (those) those.push(value);
  else map.set(key, [value]);
}
