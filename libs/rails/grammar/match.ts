import type { Token } from '../text/tokens.ts';
import type { Program, Step } from './program.ts';

/** Where a slot's words are: token positions, end exclusive. */
export interface Capture {
  readonly slot: string;
  readonly from: number;
  readonly to: number;
}

/** A known name found in the text: `what` is person, site or list. */
export interface KnownSpan {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

export interface Match {
  readonly captures: readonly Capture[];
  /** How many words the pattern itself accounts for; more is more specific. */
  readonly literal: number;
}

/** A record's number, or several ("3-5"); "12s done" and "12's done" are said of 12. */
const NUMBER = /^#?\d{1,6}(?:-#?\d{1,6}|'?s)?$/u;
const NUMBER_JOIN = new Set(['and', 'y', 'e', 'n', 'plus']);

/** Whether a word can be one of several numbers ("3, 5 and 7"). */
export function isOfNumbers(word: string): boolean {
  return isNumber(word) || NUMBER_JOIN.has(word);
}

export function isNumber(word: string): boolean {
  return NUMBER.test(word);
}

/**
 * Matches a whole run of tokens. Every (step, position) is tried at most once,
 * so the time is bounded by steps × tokens whatever the text.
 */
export function match(program: Program, tokens: readonly Token[], known: readonly KnownSpan[]): Match | undefined {
  return new Run(program.steps, tokens, known).from(program.first);
}

let seenPool = new Uint32Array(4096);
let generation = 0;

class Run {
  private readonly steps: readonly Step[];
  private readonly tokens: readonly Token[];
  private readonly known: readonly KnownSpan[];
  private readonly width: number;
  private readonly captures: Capture[] = [];
  private readonly opened: { slot: string; at: number }[] = [];
  private literal = 0;

  constructor(steps: readonly Step[], tokens: readonly Token[], known: readonly KnownSpan[]) {
    this.steps = steps;
    this.tokens = tokens;
    this.known = known;
    this.width = tokens.length + 1;
    const size = steps.length * this.width;
    if (size > seenPool.length) seenPool = new Uint32Array(size * 2);
    generation = (generation + 1) >>> 0;
    if (generation === 0) seenPool.fill(0);
  }

  from(first: number): Match | undefined {
    if (!this.step(first, 0)) return undefined;
    return { captures: this.captures.toReversed(), literal: this.literal };
  }

  private step(id: number, at: number): boolean {
    if (this.isTried(id, at)) return false;
    const step = this.steps[id];
    if (!step) return false;
    switch (step.kind) {
      case 'end':
        return at === this.tokens.length;
      case 'either':
        for (const way of step.ways) if (this.step(way, at)) return true;
        return false;
      case 'any':
        return step.greedy ? this.most(id, step.next, at) : this.fewest(id, step.next, at);
      case 'words':
        return this.words(step.phrases, step.next, at);
      case 'numbers':
        return this.numbers(step.next, at);
      case 'known':
        return this.known.some(
          (span) => span.what === step.what && span.from === at && this.counted(step.next, span.to, 1),
        );
      case 'open':
        return this.open(step.slot, step.next, at);
      case 'close':
        return this.close(step.slot, step.next, at);
    }
  }

  /** Whether a step was tried at a place before, in vain; from now on it was. */
  private isTried(id: number, at: number): boolean {
    const place = id * this.width + at;
    if (seenPool[place] === generation) return true;
    seenPool[place] = generation;
    return false;
  }

  /** One word or more, as few as fit. Where another way went through these words before, the rest is known. */
  private fewest(id: number, next: number, at: number): boolean {
    for (let end = at + 1; end <= this.tokens.length; end++) {
      if (this.step(next, end)) return true;
      if (this.isTried(id, end)) return false;
    }
    return false;
  }

  /** As many as fit. */
  private most(id: number, next: number, at: number): boolean {
    let end = at + 1;
    if (end > this.tokens.length) return false;
    while (end < this.tokens.length && !this.isTried(id, end)) end++;
    for (; end > at; end--) if (this.step(next, end)) return true;
    return false;
  }

  private counted(next: number, at: number, words: number): boolean {
    if (!this.step(next, at)) return false;
    this.literal += words;
    return true;
  }

  private words(phrases: ReadonlyMap<string, readonly (readonly string[])[]>, next: number, at: number): boolean {
    const token = this.tokens[at];
    const candidates = token && phrases.get(token.norm);
    if (!candidates) return false;
    return candidates.some((phrase) => this.says(phrase, at) && this.counted(next, at + phrase.length, phrase.length));
  }

  private says(phrase: readonly string[], at: number): boolean {
    for (let i = 1; i < phrase.length; i++) if (this.tokens[at + i]?.norm !== phrase[i]) return false;
    return true;
  }

  /** "3", "#3", "3, 5 and 7": as many as there are, or fewer if the rest does not fit. */
  private numbers(next: number, at: number): boolean {
    const ends: number[] = [];
    for (let i = at; isNumber(this.tokens[i]?.norm ?? '') && !(i > at && this.isTo(i));) {
      ends.push(++i);
      if (NUMBER_JOIN.has(this.tokens[i]?.norm ?? '')) i++;
    }
    return ends.toReversed().some((end) => this.counted(next, end, end - at));
  }

  /** "give 4 2 joel": a 2 before a person is "to". */
  private isTo(at: number): boolean {
    return this.tokens[at]?.norm === '2' && this.known.some((span) => span.what === 'person' && span.from === at + 1);
  }

  private open(slot: string, next: number, at: number): boolean {
    this.opened.push({ slot, at });
    if (this.step(next, at)) return true;
    this.opened.pop();
    return false;
  }

  private close(slot: string, next: number, at: number): boolean {
    const opened = this.opened.pop();
    if (!opened) return false;
    if (this.step(next, at)) {
      this.captures.push({ slot, from: opened.at, to: at });
      return true;
    }
    this.opened.push(opened);
    return false;
  }
}
