import { Problem, unsupported } from '../problem.ts';
import { readName, readPath, type Path } from './path.ts';
import { Scanner, unquoted } from './scanner.ts';

export interface ColumnItem {
  readonly kind: 'column';
  readonly path: Path;
  readonly cast?: string;
  readonly alias?: string;
}

/** Rows of a related table, inside each row. */
export interface EmbedItem {
  readonly kind: 'embed';
  readonly target: string;
  readonly alias?: string;
  readonly hint?: string;
  readonly inner: boolean;
  readonly items: readonly SelectItem[];
}

export type SelectItem =
  { readonly kind: 'all' } | { readonly kind: 'count'; readonly alias?: string } | ColumnItem | EmbedItem;

const ALIAS = /("(?:[^"\\]|\\.)*"|[\p{L}\p{N}_$ -]+):(?!:)/uy;
const EMBED_AHEAD = /(?=(?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_$ -]+)(?:![\p{L}\p{N}_$ -]+)*\()/uy;
const EVERYTHING: readonly SelectItem[] = [{ kind: 'all' }];

/** What `select=` asks for; everything when it is missing or empty. */
export function parseSelect(text: string | undefined): readonly SelectItem[] {
  if (!text) return EVERYTHING;
  const scanner = new Scanner(text, 'select parameter');
  const items = readItems(scanner);
  scanner.end();
  return items;
}

function readItems(scanner: Scanner): SelectItem[] {
  const items = [readItem(scanner)];
  while (scanner.has(',')) items.push(readItem(scanner));
  return items;
}

function readItem(scanner: Scanner): SelectItem {
  scanner.take(/ */y);
  if (scanner.has('...')) throw unsupported('spread embedding (…table(columns))');
  if (scanner.take(/\*(?=[,)]|$)/y)) return { kind: 'all' };
  const alias = scanner.take(ALIAS)?.[1]?.trim();
  const named = alias ? { alias: unquoted(alias) } : {};
  if (scanner.take(EMBED_AHEAD)) return readEmbed(scanner, named);
  if (scanner.take(/count(?=[,)]|$)/y)) return { kind: 'count', ...named };
  const path = readPath(scanner);
  if (scanner.take(/\.(?:sum|avg|count|max|min)\(\)/y)) throw aggregatesOff();
  const cast = scanner.has('::') ? scanner.take(/[A-Za-z_][A-Za-z0-9_ ]*/y)?.[0] : undefined;
  return { kind: 'column', path, ...named, ...(cast && { cast }) };
}

function readEmbed(scanner: Scanner, named: { alias?: string }): SelectItem {
  const target = readName(scanner);
  const hints: string[] = [];
  while (scanner.has('!')) hints.push(readName(scanner));
  scanner.expect('(');
  if (target === 'count' && scanner.has(')')) throw aggregatesOff();
  const items = scanner.has(')') ? undefined : readItems(scanner);
  if (items) scanner.expect(')');
  const hint = hints.find((name) => name !== 'inner' && name !== 'left');
  return { kind: 'embed', target, ...named, ...(hint && { hint }), inner: hints.includes('inner'), items: items ?? [] };
}

function aggregatesOff(): Problem {
  return new Problem(400, 'PGRST123', 'Use of aggregate functions is not allowed');
}
