import type { Token } from '../text/tokens.ts';
import { FREE, type Pattern } from './pattern.ts';

/** Kinds of command that are never said beside another. */
const BY_THEMSELVES = /^(?:smalltalk|none|search|memory|report)\./u;

/** How the commands of a language begin that may be said beside another. */
export class Beginnings {
  readonly #words: ReadonlySet<string>;
  /** Those that begin with a name or a description ("the shopping list needs …"), by what they have within. */
  readonly #described: readonly (readonly ReadonlySet<string>[])[];

  constructor(patterns: readonly Pattern[]) {
    const beside = patterns.filter(
      ({ command, sure, source }) =>
        !BY_THEMSELVES.test(command) && (sure || command.startsWith('list.')) && !beginsFreely(source),
    );
    const signs = beside.map(({ program }) => program.signs);
    this.#words = new Set(signs.flatMap(({ first }) => [...(first ?? [])]));
    this.#described = signs.filter(({ first }) => !first).map(({ within }) => within);
  }

  /** Whether one of them may begin with the first of these words. */
  open(tokens: readonly Token[]): boolean {
    return (
      this.#words.has(tokens[0]?.norm ?? '') ||
      this.#described.some((within) => within.every((words) => tokens.some(({ norm }) => words.has(norm))))
    );
  }
}

/** "<items> to the list": what begins with anything at all is no second command. */
function beginsFreely(source: string): boolean {
  return FREE.has(/^<([a-z]+)\+?>/u.exec(source)?.[1] ?? '');
}
