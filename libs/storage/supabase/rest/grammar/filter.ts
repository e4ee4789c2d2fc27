import { readPath, type Path } from './path.ts';
import { Scanner, unquoted } from './scanner.ts';

/** What a column is held against. */
export type Test =
  | { readonly kind: 'compare'; readonly operator: string; readonly value: string; readonly quantifier?: 'any' | 'all' }
  | { readonly kind: 'in'; readonly values: readonly string[] }
  | { readonly kind: 'is'; readonly value: string }
  | { readonly kind: 'search'; readonly parser: string; readonly config?: string; readonly value: string };

export interface Filter {
  readonly kind: 'filter';
  readonly path: Path;
  readonly negated: boolean;
  readonly test: Test;
}

export interface Group {
  readonly kind: 'group';
  readonly joiner: 'and' | 'or';
  readonly negated: boolean;
  readonly members: readonly Condition[];
}

export type Condition = Filter | Group;

const PLAIN: Readonly<Record<string, string>> = {
  neq: '<>',
  cs: '@>',
  cd: '<@',
  ov: '&&',
  sl: '<<',
  sr: '>>',
  nxr: '&<',
  nxl: '&>',
  adj: '-|-',
  isdistinct: 'is distinct from',
};

const QUANTIFIED: Readonly<Record<string, string>> = {
  eq: '=',
  gte: '>=',
  gt: '>',
  lte: '<=',
  lt: '<',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
};

const SEARCHES: Readonly<Record<string, string>> = {
  fts: 'to_tsquery',
  plfts: 'plainto_tsquery',
  phfts: 'phraseto_tsquery',
  wfts: 'websearch_to_tsquery',
};

/** `[not.]operator.value` as a parameter of its own, where the value is everything that follows. */
export function parseFilter(path: Path, text: string): Filter {
  const scanner = new Scanner(text, 'filter');
  const filter = readFilter(path, scanner, () => scanner.take(/[^]*/y)?.[0] ?? '');
  // PostgREST does not look at what follows a list, and supabase-js sends such lists.
  if (filter.test.kind !== 'in') scanner.end();
  return filter;
}

/** `(a.eq.1,or(b.is.null,c.gt.2))`, the value of `and=`, `or=` and their negations. */
export function parseGroup(joiner: 'and' | 'or', negated: boolean, text: string): Group {
  const scanner = new Scanner(text, 'logic tree');
  const group = readGroup(joiner, negated, scanner);
  scanner.end();
  return group;
}

function readGroup(joiner: 'and' | 'or', negated: boolean, scanner: Scanner): Group {
  scanner.expect('(');
  const members = [readCondition(scanner)];
  while (scanner.has(',')) members.push(readCondition(scanner));
  scanner.expect(')');
  scanner.take(/ */y);
  return { kind: 'group', joiner, negated, members };
}

function readCondition(scanner: Scanner): Condition {
  scanner.take(/ */y);
  const tree = scanner.take(/(not\.)?(and|or)(?=\()/y);
  if (tree) return readGroup(tree[2] === 'and' ? 'and' : 'or', tree[1] !== undefined, scanner);
  const path = readPath(scanner);
  scanner.expect('.');
  return readFilter(path, scanner, () => readMember(scanner));
}

function readMember(scanner: Scanner): string {
  const value = scanner.take(/"(?:[^"\\]|\\.)*"(?=[,)])/sy) ?? scanner.take(/\{[^{}]*\}/y);
  if (!value) return scanner.take(/[^,)]*/y)?.[0] ?? '';
  return unquoted(value[0]);
}

function readFilter(path: Path, scanner: Scanner, readValue: () => string): Filter {
  const negated = scanner.has('not.');
  return { kind: 'filter', path, negated, test: readTest(scanner, readValue) };
}

function readTest(scanner: Scanner, readValue: () => string): Test {
  const [, name = '', argument] = scanner.take(/([a-z]+)(?:\(([\p{L}\p{N}_$ -]*)\))?\./uy) ?? [];
  if (name === 'in' && argument === undefined) return { kind: 'in', values: readList(scanner) };
  if (name === 'is' && argument === undefined) {
    const value = scanner.take(/null|true|false|unknown/iy)?.[0].toLowerCase();
    if (value) return { kind: 'is', value };
  }
  const plain = argument === undefined && Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  if (plain) return { kind: 'compare', operator: plain, value: readValue() };
  const parser = Object.hasOwn(SEARCHES, name) ? SEARCHES[name] : undefined;
  if (parser) return { kind: 'search', parser, ...(argument && { config: argument }), value: readValue() };
  const quantified = Object.hasOwn(QUANTIFIED, name) ? QUANTIFIED[name] : undefined;
  if (!quantified) throw scanner.failure();
  return readQuantified(quantified, argument, scanner, readValue);
}

function readQuantified(
  operator: string,
  quantifier: string | undefined,
  scanner: Scanner,
  readValue: () => string,
): Test {
  const raw = readValue();
  const value = operator.endsWith('like') ? raw.replaceAll('*', '%') : raw;
  if (quantifier === undefined) return { kind: 'compare', operator, value };
  if (quantifier === 'any' || quantifier === 'all') return { kind: 'compare', operator, value, quantifier };
  throw scanner.failure();
}

function readList(scanner: Scanner): string[] {
  scanner.expect('(');
  scanner.take(/ */y);
  const values: string[] = [];
  do {
    const quoted = scanner.take(/"(?:[^"\\]|\\.)*"(?=[,)])/sy);
    values.push(quoted ? unquoted(quoted[0]) : (scanner.take(/[^,)]*/y)?.[0] ?? ''));
  } while (scanner.has(','));
  scanner.expect(')');
  return values;
}
