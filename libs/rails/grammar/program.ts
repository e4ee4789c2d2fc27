import { parse, type Node } from './notation.ts';
import { signsOf, type Signs } from './signs.ts';

/** One step of a compiled pattern. `next` is the step after it. */
export type Step =
  | { readonly kind: 'words'; readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>; next: number }
  | { readonly kind: 'any'; readonly greedy: boolean; next: number }
  | { readonly kind: 'numbers'; next: number }
  | { readonly kind: 'known'; readonly what: string; next: number }
  | { readonly kind: 'open' | 'close'; readonly slot: string; next: number }
  | { readonly kind: 'either'; readonly ways: number[] }
  | { readonly kind: 'end' };

export interface Program {
  readonly steps: readonly Step[];
  readonly first: number;
  readonly signs: Signs;
}

/** Compiles a pattern written in the small notation of `language.ts`. */
export function compile(pattern: string, words: Readonly<Record<string, string>>): Program {
  const node = parse(pattern, words);
  const steps: Step[] = [{ kind: 'end' }];
  const first = emit(node, 0, steps);
  return { steps, first, signs: signsOf(node) };
}

function emit(node: Node, next: number, steps: Step[]): number {
  switch (node.kind) {
    case 'words':
      return steps.push({ kind: 'words', phrases: phrasesOf(node), next }) - 1;
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
      return steps.push({ kind: 'any', greedy: node.greedy, next }) - 1;
    case 'numbers':
      return steps.push({ kind: 'numbers', next }) - 1;
    case 'known':
      return steps.push({ kind: 'known', what: node.what, next }) - 1;
  }
}

type Words = Extract<Node, { kind: 'words' }>;
type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

const phrases = new WeakMap<Words, Phrases>();

/** Phrases by their first word, the longest first; patterns that share a word class share them. */
function phrasesOf(node: Words): Phrases {
  const known = phrases.get(node);
  if (known) return known;
  const made = Map.groupBy(
    node.phrases.toSorted((a, b) => b.length - a.length),
    ([first = '']) => first,
  );
  phrases.set(node, made);
  return made;
}
