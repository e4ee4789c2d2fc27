import type { Token } from '../text/tokens.ts';
import type { Pattern } from './pattern.ts';
import { isNumber, type KnownSpan } from './match.ts';
import { nameSign, NUMBER } from './signs.ts';

/** A pattern with its signs, each as the number of a group of words. */
interface Sifted {
  readonly pattern: Pattern;
  readonly last: number | undefined;
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
    const within = this.#groups.shownBy(signsOf(tokens, names));
    const ending = names.filter(({ to }) => to === tokens.length);
    const last = this.#groups.shownBy(signsOf(tokens.slice(-1), ending));
    const beginning = names.filter(({ from }) => from === 0);
    const out: Pattern[] = [];
    const keep = (those: readonly Sifted[]): void => {
      for (const one of those) {
        if (one.last !== undefined && !last[one.last]) continue;
        if (one.within.every((group) => within[group])) out.push(one.pattern);
      }
    };
    for (const sign of signsOf(tokens.slice(0, 1), beginning)) keep(this.#byFirst.get(sign) ?? []);
    keep(this.#open);
    return out;
  }

  #sifted(pattern: Pattern): Sifted {
    const { last, within } = pattern.program.signs;
    return { pattern, last: last && this.#groups.of(last), within: within.map((words) => this.#groups.of(words)) };
  }
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
