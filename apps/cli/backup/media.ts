import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Stop } from '../cli.ts';
import { fileOf, hashOf, linesOf } from './lines.ts';

/** Where the bytes of files are kept; the commands bring the real one. */
export interface Bytes {
  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  put(key: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void>;
}

/** A stored file, as a backup lists it. */
export interface Listed {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** Its bytes were not there, or not as they were stored. */
  readonly missing?: true;
}

/** How many files there are, and how many of them without their bytes. */
export interface MediaCount {
  readonly files: number;
  readonly missing: number;
}

const LIST = 'media.manifest.jsonl';
const FOLDER = 'media';
/** What of a backup's directory is about files. */
export const MEDIA_NAMES: readonly string[] = [LIST, FOLDER];

/** Writes the bytes of all stored files beside the rows, and the list of them. Without `bytes` only the list. */
export async function writeMedia(dir: string, bytes: Bytes | undefined): Promise<MediaCount> {
  const listed: Listed[] = [];
  if (bytes) mkdirSync(join(dir, FOLDER), { recursive: true });
  for await (const file of storedIn(dir)) {
    const isHere = bytes === undefined || (await writeFile(dir, file, bytes));
    listed.push(isHere ? file : { ...file, missing: true });
  }
  writeFileSync(join(dir, LIST), listed.map((file) => `${JSON.stringify(file)}\n`).join(''));
  return { files: listed.length, missing: listed.filter(({ missing }) => missing).length };
}

/** Throws when a listed file is not in the backup as it was written. */
export async function checkMedia(dir: string): Promise<void> {
  for await (const { id, sha256 } of listedIn(dir)) {
    const path = pathOf(dir, id);
    const found = existsSync(path) ? await hashOf(createReadStream(path)) : undefined;
    if (found !== sha256) throw new Stop(`${path} is not as it was written`);
  }
}

/** Puts the bytes where the records look for them; doing it twice is harmless. Answers how many files. */
export async function putMedia(dir: string, bytes: Bytes): Promise<number> {
  let count = 0;
  for await (const { id, key, type } of listedIn(dir)) {
    await bytes.put(key, new Uint8Array(readFileSync(pathOf(dir, id))), type);
    count += 1;
  }
  return count;
}

/** Files whose bytes are not where the records look for them, or others. */
export async function mediaDifferences(dir: string, bytes: Bytes): Promise<string[]> {
  const found: string[] = [];
  for await (const { id, key, sha256 } of listedIn(dir)) {
    const there = await bytes.read(key);
    if (!there) found.push(`media: the bytes of ${id} are missing`);
    else if ((await hashOf(there)) !== sha256) found.push(`media: the bytes of ${id} differ`);
  }
  return found;
}

async function writeFile(dir: string, { id, key, sha256 }: Listed, bytes: Bytes): Promise<boolean> {
  const there = await bytes.read(key);
  if (!there) return false;
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(piece: Uint8Array, _, done) {
      hash.update(piece);
      done(null, piece);
    },
  });
  await pipeline(Readable.from(there), hashing, createWriteStream(pathOf(dir, id)));
  if (hash.digest('hex') === sha256) return true;
  rmSync(pathOf(dir, id));
  return false;
}

/** What the records say is stored. */
async function* storedIn(dir: string): AsyncGenerator<Listed> {
  for await (const line of linesOf(fileOf(dir, 'media'))) {
    const row = JSON.parse(line) as Listed & { status: string; deleted_at: string | null }; // a row of media
    const { id, key, type, size, sha256, status, deleted_at: deletedAt } = row;
    if (status === 'stored' && deletedAt === null) yield { id, key, type, size, sha256 };
  }
}

/** What the backup has bytes of. */
async function* listedIn(dir: string): AsyncGenerator<Listed> {
  if (!existsSync(join(dir, FOLDER))) return;
  for await (const line of linesOf(join(dir, LIST))) {
    const file = JSON.parse(line) as Listed; // written by writeMedia
    if (!file.missing) yield file;
  }
}

function pathOf(dir: string, id: string): string {
  return join(dir, FOLDER, id);
}
