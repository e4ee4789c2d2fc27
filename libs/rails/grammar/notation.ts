/** A pattern, taken apart. */
export type Node =
  | { readonly kind: 'words'; readonly phrases: readonly (readonly string[])[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'either'; readonly ways: readonly Node[] }
  | { readonly kind: 'maybe'; readonly part: Node }
  | { readonly kind: 'capture'; readonly slot: string; readonly part: Node }
  | { readonly kind: 'any'; readonly greedy: boolean }
  | { readonly kind: 'numbers' }
  | { readonly kind: 'known'; readonly what: string };

const SYMBOL = /[()|[\]>]|<[a-z]+\+?>|<[a-z]+:|%[a-z]+|@[a-z]+|#|[^\s()|[\]<>]+/giu;

/** Takes a pattern apart that is written in the small notation of `language.ts`. */
export function parse(pattern: string, words: Readonly<Record<string, string>>): Node {
  return new Reader(pattern, words).read();
}

const classes = new WeakMap<Readonly<Record<string, string>>, Map<string, Node>>();

function classesOf(words: Readonly<Record<string, string>>): Map<string, Node> {
  const known = classes.get(words) ?? new Map<string, Node>();
  classes.set(words, known);
  return known;
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

  /** A word class is taken apart once, however many patterns speak of it. */
  private named(name: string): Node {
    const known = classesOf(this.words).get(name);
    if (known) return known;
    const meaning = this.words[name];
    if (meaning === undefined) throw new Error(`Unknown word class %${name} in pattern: ${this.pattern}`);
    const node = new Reader(meaning, this.words).read();
    classesOf(this.words).set(name, node);
    return node;
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
