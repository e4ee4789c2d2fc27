import type { Node } from './notation.ts';

/** Words and kinds of name, one of which must be there; undefined when it may be anything. */
export type OneOf = ReadonlySet<string> | undefined;

/** What a text must show at a glance for a pattern to fit it. */
export interface Signs {
  /** What it begins with. */
  readonly first: OneOf;
  /** What it ends with. */
  readonly last: OneOf;
  /** What it has somewhere, the rarest first. */
  readonly within: readonly ReadonlySet<string>[];
}

/** A record's number. Words are folded to lower case, so what is written in capitals is no word. */
export const NUMBER = 'NUMBER';

/** A known name, by what it names. */
export function nameSign(what: string): string {
  return what.toUpperCase();
}

export function signsOf(node: Node): Signs {
  return {
    first: edge(node, 'first'),
    last: edge(node, 'last'),
    within: certain(node).sort((a, b) => a.size - b.size),
  };
}

/** What stands at one end. */
function edge(node: Node, end: 'first' | 'last'): OneOf {
  switch (node.kind) {
    case 'words':
      return new Set(node.phrases.flatMap((phrase) => phrase.at(end === 'first' ? 0 : -1) ?? []));
    case 'numbers':
      return new Set([NUMBER]);
    case 'known':
      return new Set([nameSign(node.what)]);
    case 'any':
      return undefined;
    case 'capture':
    case 'maybe':
      return edge(node.part, end);
    case 'either':
      return union(node.ways.map((way) => edge(way, end)));
    case 'sequence': {
      const parts = end === 'first' ? node.parts : node.parts.toReversed();
      const outer = parts.findIndex((part) => !mayBeAbsent(part));
      return union((outer < 0 ? parts : parts.slice(0, outer + 1)).map((part) => edge(part, end)));
    }
  }
}

/** What is there in every text that fits. */
function certain(node: Node): ReadonlySet<string>[] {
  switch (node.kind) {
    case 'words':
    case 'numbers':
    case 'known': {
      const only = edge(node, 'first');
      return only ? [only] : [];
    }
    case 'any':
    case 'maybe':
      return [];
    case 'capture':
      return certain(node.part);
    case 'sequence':
      return node.parts.flatMap(certain);
    case 'either': {
      const narrowest = union(node.ways.map((way) => certain(way).sort((a, b) => a.size - b.size)[0]));
      return narrowest ? [narrowest] : [];
    }
  }
}

function mayBeAbsent(node: Node): boolean {
  switch (node.kind) {
    case 'maybe':
      return true;
    case 'capture':
      return mayBeAbsent(node.part);
    case 'sequence':
      return node.parts.every(mayBeAbsent);
    case 'either':
      return node.ways.some(mayBeAbsent);
    default:
      return false;
  }
}

/** Either of several: anything at all where one of them may be anything. */
function union(sets: readonly OneOf[]): OneOf {
  const all = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const sign of set) all.add(sign);
  }
  return all;
}
