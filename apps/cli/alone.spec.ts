import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);

/** Notes when it begins and when it ends, and takes its time in between. */
const WORK = `
  import { appendFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  import { alone } from ${JSON.stringify(join(import.meta.dirname, 'alone.ts'))};
  const [file, log] = process.argv.slice(-2);
  await alone(file, async () => {
    appendFileSync(log, 'begins ');
    await setTimeout(150);
    appendFileSync(log, 'ends ');
  });`;

it('lets processes that would do the same thing do it one after the other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-alone-'));
  try {
    const files = [join(folder, 'lock'), join(folder, 'log')] as const;
    const once = () => run(process.execPath, ['--input-type=module', '--eval', WORK, ...files]);
    const said = await Promise.all([once(), once(), once()]);
    expect(readFileSync(files[1], 'utf8')).toBe('begins ends '.repeat(3));
    expect(said.map(({ stderr }) => stderr)).toEqual(['', '', '']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
