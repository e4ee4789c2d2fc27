import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stop } from '../cli.ts';
import type { Manifest } from './files.ts';
import { fileOf, linesOf } from './lines.ts';

/** What is written before the manifest; a row is taken out of its line as it stands, not parsed. */
const ROW = /^\{"table":"(\w+)","row":/;
const ID = /^[\da-f-]{36}$/;
const TABLE = /^\w+$/;

/** A line of `GET /v1/export` that is no row. */
interface Line {
  readonly format?: number;
  readonly file?: string;
  readonly base64?: string;
  readonly listed?: object;
  readonly manifest?: Pick<Manifest, 'tables'>;
}

/** Does something with the directory of a backup; one that came from `GET /v1/export` is unpacked for it, and cleared away after. */
export async function withDirectory<T>(from: string, work: (dir: string) => Promise<T>): Promise<T> {
  if (!statSync(from, { throwIfNoEntry: false })?.isFile()) return work(from);
  const dir = mkdtempSync(join(tmpdir(), 'flrts-backup-'));
  try {
    await unpack(from, dir);
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function unpack(from: string, dir: string): Promise<void> {
  let n = 0;
  for await (const line of linesOf(from)) {
    n += 1;
    const [begin = '', table] = ROW.exec(line) ?? [];
    if (table) appendFileSync(fileOf(dir, table), `${line.slice(begin.length, -1)}\n`);
    else if (!unpackOther(parsed(line, from), dir, from))
      throw new Stop(`${from} has what this version does not know, in line ${n}: ${line.slice(0, 80)}`, 2);
  }
}

/** False when it is nothing that an export has. */
function unpackOther({ format, file, base64, listed, manifest }: Line, dir: string, from: string): boolean {
  if (manifest) {
    const tables = Object.keys(manifest.tables ?? {});
    // a name is part of a path here
    if (!tables.every((table) => TABLE.test(table)))
      throw new Stop(`${from} is no export: it names no tables of ours`, 2);
    // a table without rows has no line
    for (const table of tables) appendFileSync(fileOf(dir, table), '');
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
    return true;
  }
  if (listed) {
    appendFileSync(join(dir, 'media.manifest.jsonl'), `${JSON.stringify(listed)}\n`);
    return true;
  }
  if (file === undefined || typeof base64 !== 'string' || !ID.test(file)) return format !== undefined;
  mkdirSync(join(dir, 'media'), { recursive: true });
  appendFileSync(join(dir, 'media', file), Buffer.from(base64, 'base64'));
  return true;
}

function parsed(line: string, from: string): Line {
  try {
    const found: unknown = JSON.parse(line);
    if (typeof found === 'object' && found !== null) return found; // only ever asked for what it may have
  } catch {
    // then it is like each other line that is none of ours
  }
  throw new Stop(`${from} is no export, or one that broke off`, 2);
}
