import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';

const AT_ONCE = 500;

/** Where the rows of a table are. */
export const fileOf = (dir: string, table: string): string => join(dir, `${table}.jsonl`);

/** The lines of a file; none when it is not there: a table that came later. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  // not readline, which also ends a line at U+2028, and JSON may hold one
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

/** The same, many at a time. */
export async function* batchesOf(path: string): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  for await (const line of linesOf(path)) {
    lines.push(line);
    if (lines.length < AT_ONCE) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

/** SHA-256 of what comes, hex. */
export async function hashOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
