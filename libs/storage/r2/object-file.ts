import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The first line of an object's file: what it is. The bytes follow. */
export interface Label {
  readonly key: string;
  readonly size: number;
  readonly type: string;
  readonly storedAt: string;
}

/** The label of a file, and where the bytes begin. */
export interface Labelled {
  readonly label: Label;
  readonly start: number;
}

const LONGEST_LABEL = 8192;
const NEWLINE = 0x0a;

/** Where an object lies: by the hash of its key, so that no key leads anywhere else. */
export function pathOf(root: string, key: string): string {
  const hash = createHash('sha256').update(key).digest('hex');
  return join(root, 'objects', hash.slice(0, 2), hash);
}

/** Writes a file whole or not at all: beside the others first, on the disk for good, then in its place. */
export async function writeWhole(root: string, label: Label, bytes: Uint8Array): Promise<void> {
  const path = pathOf(root, label.key);
  const incoming = join(root, 'incoming', randomUUID());
  await Promise.all([mkdir(dirname(path), { recursive: true }), mkdir(dirname(incoming), { recursive: true })]);
  try {
    await using file = await open(incoming, 'wx', 0o600);
    await file.appendFile(`${JSON.stringify(label)}\n`);
    await file.appendFile(bytes);
    await file.sync();
    await rename(incoming, path);
  } catch (error) {
    await rm(incoming, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Undefined when there is no such file. */
export async function readLabel(path: string): Promise<Labelled | undefined> {
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_LABEL), 0, LONGEST_LABEL, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(NEWLINE);
    if (end < 0) throw new Error(`${path} is not an object of ours`);
    const label = JSON.parse(buffer.toString('utf8', 0, end)) as Label; // written by writeWhole
    return { label, start: end + 1 };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The labels of all objects, in no order. */
export async function* labels(root: string): AsyncIterable<Label> {
  const entries = await readdir(join(root, 'objects'), { withFileTypes: true, recursive: true }).catch(nothingIfAbsent);
  for (const entry of entries) {
    const found = entry.isFile() ? await readLabel(join(entry.parentPath, entry.name)) : undefined;
    if (found) yield found.label;
  }
}

/** Removes what a crash left half written before `before`. */
export async function sweepIncoming(root: string, before: Date): Promise<void> {
  const folder = join(root, 'incoming');
  for (const name of await readdir(folder).catch(nothingIfAbsent)) {
    await using file = await open(join(folder, name)).catch(() => undefined);
    if (file && (await file.stat()).mtime < before) await rm(join(folder, name), { force: true });
  }
}

/** Why the disk refused. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Whether a file is simply not there. */
function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function nothingIfAbsent(error: unknown): [] {
  if (isAbsent(error)) return [];
  throw error;
}

/** A new name in a folder is for good only when the folder is; Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(path, 'r');
  await folder.sync();
}
