/** One step of a compiled pattern. `next` is the step after it. */
export type Step =
  | { readonly kind: 'words'; readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>; next: number }
  | { readonly kind: 'any' | 'numbers'; next: number }
  | { readonly kind: 'known'; readonly what: string; next: number }
  | { readonly kind: 'open' | 'close'; readonly slot: string; next: number }
  | { readonly kind: 'either'; readonly ways: number[] }
  | { readonly kind: 'end' };

export interface Program {
  readonly steps: readonly Step[];
  readonly first: number;
  /** One of these words must be in the text, or the pattern cannot match; undefined when nothing is certain. */
  readonly needs: ReadonlySet<string> | undefined;
}

type Node =
  | { kind: 'words'; phrases: string[][] }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'either'; ways: Node[] }
  | { kind: 'maybe'; part: Node }
  | { kind: 'capture'; slot: string; part: Node }
  | { kind: 'any'; greedy: boolean }
  | { kind: 'numbers' }
  | { kind: 'known'; what: string };

const SYMBOL = /[()|[\]>]|<[a-z]+\+?>|<[a-z]+:|%[a-z]+|@[a-z]+|#|[^\s()|[\]<>]+/giu;

/** Compiles a pattern written in the small notation of `language.ts`. */
export function compile(pattern: string, words: Readonly<Record<string, string>>): Program {
  const node = new Reader(pattern, words).read();
  const steps: Step[] = [{ kind: 'end' }];
  const first = emit(node, 0, steps);
  return { steps, first, needs: needed(node) };
}

class Reader {
  private readonly symbols: string[];
  private readonly words: Readonly<Record<string, string>>;
  private readonly pattern: string;
  private at = 0;

  constructor(pattern: string, words: Readonly<Record<string, string>>) {
    this.pattern = pattern;
    this.words = words;
    this.symbols = pattern.match(SYMBOL) ?? [];
  }

  read(): Node {
    const node = this.either();
    if (this.at < this.symbols.length) throw new Error(`Unbalanced pattern: ${this.pattern}`);
    return node;
  }

  private either(): Node {
    const ways = [this.sequence()];
    while (this.symbols[this.at] === '|') {
      this.at++;
      ways.push(this.sequence());
    }
    return joinWays(ways);
  }

  private sequence(): Node {
    const parts: Node[] = [];
    for (
      let symbol = this.symbols[this.at];
      symbol !== undefined && !'|)]>'.includes(symbol);
      symbol = this.symbols[this.at]
    ) {
      this.at++;
      parts.push(this.part(symbol));
    }
    return joinParts(parts);
  }

  private part(symbol: string): Node {
    if (symbol === '(') return this.until(')', this.either());
    if (symbol === '[') return { kind: 'maybe', part: this.until(']', this.either()) };
    if (symbol === '#') return { kind: 'numbers' };
    if (symbol.startsWith('%')) return this.named(symbol.slice(1));
    if (symbol.startsWith('@')) return { kind: 'known', what: symbol.slice(1) };
    if (symbol.endsWith(':') && symbol.startsWith('<'))
      return { kind: 'capture', slot: symbol.slice(1, -1), part: this.until('>', this.either()) };
    const slot = /^<([a-z]+)(\+?)>$/iu.exec(symbol);
    if (slot?.[1]) return { kind: 'capture', slot: slot[1], part: { kind: 'any', greedy: slot[2] === '+' } };
    return { kind: 'words', phrases: [[symbol]] };
  }

  private named(name: string): Node {
    const meaning = this.words[name];
    if (meaning === undefined) throw new Error(`Unknown word class %${name} in pattern: ${this.pattern}`);
    return new Reader(meaning, this.words).read();
  }

  private until(closing: string, node: Node): Node {
    if (this.symbols[this.at] !== closing) throw new Error(`Missing ${closing} in pattern: ${this.pattern}`);
    this.at++;
    return node;
  }
}

function joinParts(parts: Node[]): Node {
  const only = parts[0];
  if (parts.length === 1 && only) return only;
  if (parts.length > 0 && parts.every((part) => part.kind === 'words' && part.phrases.length === 1)) {
    return { kind: 'words', phrases: [parts.flatMap((part) => (part.kind === 'words' ? part.phrases.flat() : []))] };
  }
  return { kind: 'sequence', parts };
}

function joinWays(ways: Node[]): Node {
  const only = ways[0];
  if (ways.length === 1 && only) return only;
  const phrases = ways.flatMap((way) => (way.kind === 'words' ? way.phrases : []));
  const others = ways.filter((way) => way.kind !== 'words');
  if (others.length === 0) return { kind: 'words', phrases };
  return { kind: 'either', ways: phrases.length > 0 ? [{ kind: 'words', phrases }, ...others] : others };
}

function emit(node: Node, next: number, steps: Step[]): number {
  switch (node.kind) {
    case 'words':
      return steps.push({ kind: 'words', phrases: byFirst(node.phrases), next }) - 1;
    case 'sequence':
      return node.parts.reduceRight((after, part) => emit(part, after, steps), next);
    case 'either':
      return steps.push({ kind: 'either', ways: node.ways.map((way) => emit(way, next, steps)) }) - 1;
    case 'maybe':
      return steps.push({ kind: 'either', ways: [emit(node.part, next, steps), next] }) - 1;
    case 'capture': {
      const close = steps.push({ kind: 'close', slot: node.slot, next }) - 1;
      return steps.push({ kind: 'open', slot: node.slot, next: emit(node.part, close, steps) }) - 1;
    }
    case 'any':
      return emitAny(node.greedy, next, steps);
    case 'numbers':
      return steps.push({ kind: 'numbers', next }) - 1;
    case 'known':
      return steps.push({ kind: 'known', what: node.what, next }) - 1;
  }
}

function emitAny(greedy: boolean, next: number, steps: Step[]): number {
  const ways: number[] = [];
  const again = steps.push({ kind: 'either', ways }) - 1;
  const one = steps.push({ kind: 'any', next: again }) - 1;
  ways.push(...(greedy ? [one, next] : [next, one]));
  return one;
}

function byFirst(phrases: string[][]): ReadonlyMap<string, readonly (readonly string[])[]> {
  const map = new Map<string, (readonly string[])[]>();
  for (const phrase of phrases) {
    const first = phrase[0];
    if (first !== undefined) map.set(first, [...(map.get(first) ?? []), phrase]);
  }
  for (const list of map.values()) list.sort((a, b) => b.length - a.length);
  return map;
}

/** The first thing that must be there: the words of the narrowest certain part. */
function needed(node: Node): ReadonlySet<string> | undefined {
  if (node.kind === 'words') return new Set(node.phrases.flatMap((phrase) => phrase[0] ?? []));
  if (node.kind === 'capture') return needed(node.part);
  if (node.kind === 'sequence') {
    const sets = node.parts.flatMap((part) => needed(part) ?? []);
    return sets.sort((a, b) => a.size - b.size)[0];
  }
  if (node.kind === 'either') {
    const sets = node.ways.map(needed);
    return sets.some((set) => set === undefined) ? undefined : new Set(sets.flatMap((set) => [...(set ?? [])]));
  }
  return undefined;
}
