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
import { batchesOf, fileOf, hashOf, linesOf } from './lines.ts';
import {
  type Bytes,
  checkMedia,
  MEDIA_NAMES,
  type MediaCount,
  mediaDifferences,
  putMedia,
  writeMedia,
} from './media.ts';

/** The part of the store that is needed; the commands bring the real one. */
export interface Rows<Table extends string = string> {
  lines(table: Table, what?: { readonly secrets?: boolean }): AsyncIterable<readonly string[]>;
  columns(table: Table): Promise<readonly string[]>;
  begin(): Promise<void>;
  put(table: Table, lines: readonly string[]): Promise<number>;
  link(table: Table, lines: readonly string[]): Promise<number>;
  done(): Promise<number>;
}

/** What a backup says of itself. */
export interface Manifest {
  readonly format: 1;
  readonly version: string;
  readonly at: string;
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
  /** Whether what webhooks are signed with is in it; in what does not say so, it is. */
  readonly secrets?: boolean;
  /** Absent when the bytes of files were left where they are. */
  readonly media?: MediaCount;
}

/** What a backup is made of: all tables, and the bytes of files unless they are to be left. */
export interface Source<Table extends string> {
  readonly rows: Rows<Table>;
  readonly tables: readonly Table[];
  readonly bytes?: Bytes | undefined;
  /** With what webhooks are signed with. */
  readonly secrets?: boolean | undefined;
}

type Say = (line: string) => void;

const MANIFEST = 'manifest.json';

/** Writes every table to `dir`, a file each, and all files; the manifest last, so that a broken backup has none. */
export async function exportTo<T extends string>(
  { rows, tables, bytes, secrets = false }: Source<T>,
  dir: string,
  version: string,
  say: Say,
): Promise<Manifest> {
  mkdirSync(dir, { recursive: true });
  if (readdirSync(dir).length > 0) throw new Stop(`${dir} is not empty`, 2);
  const written: Record<string, { rows: number; sha256: string }> = {};
  for (const table of tables) {
    written[table] = await writeTable(rows.lines(table, { secrets }), fileOf(dir, table));
    say(`${table}: ${written[table].rows} rows`);
  }
  const media = await writeMedia(dir, bytes);
  say(
    bytes
      ? `media/: ${media.files - media.missing} files${media.missing > 0 ? `; of ${media.missing} the bytes are lost: see media.manifest.jsonl` : ''}`
      : `media.manifest.jsonl: ${media.files} files are where the media are kept, and not in here`,
  );
  const about = { format: 1, version, at: new Date().toISOString(), secrets, tables: written } as const;
  const manifest: Manifest = bytes ? { ...about, media } : about;
  writeFileSync(join(dir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function writeTable(
  rows: AsyncIterable<readonly string[]>,
  path: string,
): Promise<{ rows: number; sha256: string }> {
  const out = createWriteStream(path);
  const hash = createHash('sha256');
  let count = 0;
  for await (const lines of rows) {
    const text = lines.map((line) => `${line}\n`).join('');
    hash.update(text);
    count += lines.length;
    if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  await new Promise<void>((resolve, reject) => out.end((error?: Error | null) => (error ? reject(error) : resolve())));
  return { rows: count, sha256: hash.digest('hex') };
}

/** Reads a backup into an empty database. It is looked through first: nothing of a broken one is put in. */
export async function importFrom<T extends string>(
  { rows, tables, bytes }: Source<T>,
  dir: string,
  say: Say,
): Promise<void> {
  await check({ rows, tables }, dir);
  say(`${dir} is whole`);
  await refuseUnlessEmpty(rows, tables);
  // before the rows: when the media store does not answer, all of it can be done once more
  if (bytes) say(`media/: ${await putMedia(dir, bytes)} files`);
  await rows.begin().catch((error: unknown) => {
    if (error instanceof Error && Reflect.get(error, 'code') === 'PT409') throw new Stop(error.message);
    throw error;
  });
  for (const table of tables) {
    let count = 0;
    for await (const lines of batchesOf(fileOf(dir, table))) count += await rows.put(table, lines);
    for await (const lines of batchesOf(fileOf(dir, table))) if ((await rows.link(table, lines)) === 0) break;
    say(`${table}: ${count} rows`);
  }
  const renewed = await rows.done();
  if (renewed > 0)
    say(
      `webhooks: what ${renewed} of them are signed with was left out; ask for another: POST /v1/webhooks/:id/secret`,
    );
}

/** The first table is that of organisations, without which there is nothing. */
async function refuseUnlessEmpty<T extends string>(rows: Rows<T>, [first]: readonly T[]): Promise<void> {
  if (first === undefined) return;
  for await (const lines of rows.lines(first))
    if (lines.length > 0) throw new Stop(`This is not empty: there is something in ${first}`);
}

/** Holds what is in the database against a backup, line by line and file by file; answers what differs. */
export async function differences<T extends string>(
  { rows, tables, bytes }: Source<T>,
  dir: string,
): Promise<string[]> {
  const found: string[] = [];
  const secrets = manifestIn(dir).secrets ?? true;
  for (const table of tables) {
    const kept = linesOf(fileOf(dir, table))[Symbol.asyncIterator]();
    let n = 0;
    let differs = false;
    for await (const lines of rows.lines(table, { secrets })) {
      for (const line of lines) {
        n += 1;
        const { value } = await kept.next();
        if (value !== line && !differs) found.push(`${table}: row ${n} differs`);
        differs ||= value !== line;
      }
    }
    if (!(await kept.next()).done && !differs) found.push(`${table}: rows are missing after ${n}`);
  }
  return bytes ? [...found, ...(await mediaDifferences(dir, bytes))] : found;
}

/** Throws when a backup is not whole, or has anything in it that has no place here: nothing of it is to be lost unseen. */
async function check<T extends string>(
  { rows, tables }: Pick<Source<T>, 'rows' | 'tables'>,
  dir: string,
): Promise<void> {
  const manifest = manifestIn(dir);
  const unknown = Object.keys(manifest.tables).filter((name) => !tables.some((table) => table === name));
  if (manifest.format !== 1 || unknown.length > 0)
    throw new Stop(
      `${dir} was made by another version (${manifest.version})${unknown.length > 0 ? `: it has ${unknown.join(', ')}` : ''}`,
    );
  const strange = readdirSync(dir).filter((name) => !isNamed(name, manifest));
  if (strange.length > 0) throw new Stop(`${dir} has what its manifest does not name: ${strange.join(', ')}`);
  for (const [table, { sha256 }] of Object.entries(manifest.tables)) {
    if ((await hashOf(createReadStream(fileOf(dir, table)))) !== sha256)
      throw new Stop(`${fileOf(dir, table)} is not as it was written`);
  }
  for (const table of tables) await checkColumns(fileOf(dir, table), await rows.columns(table));
  await checkMedia(dir);
}

function manifestIn(dir: string): Manifest {
  const path = join(dir, MANIFEST);
  if (!existsSync(path)) throw new Stop(`${dir} has no ${MANIFEST}: it is no backup, or one that broke off`, 2);
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest; // written by exportTo
}

function isNamed(name: string, { tables }: Manifest): boolean {
  return (
    name === MANIFEST || MEDIA_NAMES.includes(name) || Object.keys(tables).some((table) => name === `${table}.jsonl`)
  );
}

async function checkColumns(path: string, columns: readonly string[]): Promise<void> {
  const known = new Set(columns);
  let n = 0;
  for await (const line of linesOf(path)) {
    n += 1;
    const strange = Object.keys(JSON.parse(line) as object).filter((column) => !known.has(column)); // a row, as exportTo wrote it
    if (strange.length > 0)
      throw new Stop(`${path} has what this version does not know: line ${n} has ${strange.join(', ')}`);
  }
}
