import { unparsable } from '../problem.ts';

/** Reads a text from left to right by sticky patterns; what does not fit is a 400. */
export class Scanner {
  readonly #text: string;
  readonly #what: string;
  #at = 0;

  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
    if (text.includes('\0')) throw this.failure();
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Takes what the pattern finds here, if anything; the pattern must be sticky. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }

  has(literal: string): boolean {
    const found = this.#text.startsWith(literal, this.#at);
    if (found) this.#at += literal.length;
    return found;
  }

  expect(literal: string): void {
    if (!this.has(literal)) throw this.failure();
  }

  end(): void {
    if (!this.done) throw this.failure();
  }

  /** `"…"` with backslashes taken off, or undefined when there is no quote here. */
  quoted(): string | undefined {
    const found = this.take(/"(?:[^"\\]|\\.)*"/sy);
    return found && unquoted(found[0]);
  }

  failure(): Error {
    return unparsable(this.#what, this.#text);
  }
}

/** A name or value without its quotes and their backslashes, if it has quotes. */
export function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : text;
}
