import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Stop } from '../cli.ts';

/** The part of the store that is needed; the commands bring the real one. */
export interface Rows<Table extends string = string> {
  lines(table: Table): AsyncIterable<readonly string[]>;
  begin(): Promise<void>;
  put(table: Table, lines: readonly string[]): Promise<number>;
  link(table: Table, lines: readonly string[]): Promise<number>;
  done(): Promise<void>;
}

/** What a backup says of itself. */
export interface Manifest {
  readonly format: 1;
  readonly version: string;
  readonly at: string;
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
}

type Say = (line: string) => void;

const MANIFEST = 'manifest.json';
const AT_ONCE = 500;

const fileOf = (dir: string, table: string): string => join(dir, `${table}.jsonl`);

/** Writes every table to `dir`, a file each, and what there is of media; the manifest last, so that a broken one has none. */
export async function exportTo<T extends string>(
  rows: Rows<T>,
  tables: readonly T[],
  dir: string,
  version: string,
  say: Say,
): Promise<Manifest> {
  mkdirSync(dir, { recursive: true });
  if (readdirSync(dir).length > 0) throw new Stop(`${dir} is not empty`, 2);
  const written: Record<string, { rows: number; sha256: string }> = {};
  for (const table of tables) {
    written[table] = await writeTable(rows, table, dir);
    say(`${table}: ${written[table].rows} rows`);
  }
  const media = await writeMedia(dir);
  say(`media.manifest.jsonl: ${media} files are where the media are kept, and not in here`);
  const manifest: Manifest = { format: 1, version, at: new Date().toISOString(), tables: written };
  writeFileSync(join(dir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function writeTable<T extends string>(
  rows: Rows<T>,
  table: T,
  dir: string,
): Promise<{ rows: number; sha256: string }> {
  const out = createWriteStream(fileOf(dir, table));
  const hash = createHash('sha256');
  let count = 0;
  for await (const lines of rows.lines(table)) {
    const text = lines.map((line) => `${line}\n`).join('');
    hash.update(text);
    count += lines.length;
    if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  await new Promise<void>((resolve, reject) => out.end((error?: Error | null) => (error ? reject(error) : resolve())));
  return { rows: count, sha256: hash.digest('hex') };
}

/** Which files belong to the records, by key, size and hash: their bytes are fetched from where they are kept. */
async function writeMedia(dir: string): Promise<number> {
  const out: string[] = [];
  for await (const line of linesIn(dir, 'media')) {
    const { id, key, size, sha256, status, deleted_at: deletedAt } = JSON.parse(line) as Record<string, unknown>;
    if (status === 'stored' && deletedAt === null) out.push(JSON.stringify({ id, key, size, sha256 }));
  }
  writeFileSync(join(dir, 'media.manifest.jsonl'), out.map((line) => `${line}\n`).join(''));
  return out.length;
}

/** Reads a backup into an empty database. It is looked through first: nothing of a broken one is put in. */
export async function importFrom<T extends string>(
  rows: Rows<T>,
  tables: readonly T[],
  dir: string,
  say: Say,
): Promise<void> {
  await check(tables, dir);
  say(`${dir} is whole`);
  await rows.begin().catch((error: unknown) => {
    if (error instanceof Error && Reflect.get(error, 'code') === 'PT409') throw new Stop(error.message);
    throw error;
  });
  for (const table of tables) {
    let count = 0;
    for await (const lines of batchesIn(dir, table)) count += await rows.put(table, lines);
    for await (const lines of batchesIn(dir, table)) if ((await rows.link(table, lines)) === 0) break;
    say(`${table}: ${count} rows`);
  }
  await rows.done();
}

/** Holds what is in the database against a backup, line by line; answers what differs. */
export async function differences<T extends string>(
  rows: Rows<T>,
  tables: readonly T[],
  dir: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) {
    const kept = linesIn(dir, table)[Symbol.asyncIterator]();
    let n = 0;
    let differs = false;
    for await (const lines of rows.lines(table)) {
      for (const line of lines) {
        n += 1;
        const { value } = await kept.next();
        if (value !== line && !differs) found.push(`${table}: row ${n} differs`);
        differs ||= value !== line;
      }
    }
    if (!(await kept.next()).done && !differs) found.push(`${table}: rows are missing after ${n}`);
  }
  return found;
}

async function check(tables: readonly string[], dir: string): Promise<void> {
  if (!existsSync(join(dir, MANIFEST)))
    throw new Stop(`${dir} has no ${MANIFEST}: it is no backup, or one that broke off`, 2);
  const manifest = JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8')) as Manifest; // written by exportTo
  const unknown = Object.keys(manifest.tables).filter((name) => !tables.includes(name));
  if (manifest.format !== 1 || unknown.length > 0)
    throw new Stop(
      `${dir} was made by another version (${manifest.version})${unknown.length > 0 ? `: it has ${unknown.join(', ')}` : ''}`,
    );
  for (const [table, { sha256 }] of Object.entries(manifest.tables)) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(fileOf(dir, table))) hash.update(chunk as Buffer); // no encoding is set
    if (hash.digest('hex') !== sha256) throw new Stop(`${fileOf(dir, table)} is not as it was written`);
  }
}

async function* linesIn(dir: string, table: string): AsyncGenerator<string> {
  if (!existsSync(fileOf(dir, table))) return; // a table that came later
  // not readline, which also ends a line at U+2028, and JSON may hold one
  let rest = '';
  for await (const chunk of createReadStream(fileOf(dir, table), 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

async function* batchesIn(dir: string, table: string): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  for await (const line of linesIn(dir, table)) {
    lines.push(line);
    if (lines.length < AT_ONCE) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}
