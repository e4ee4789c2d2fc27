import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { whyNoBinaries } from '../libs/storage/supabase/testing/local/binaries.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_MS = 180_000;

/** What embedded machines can play, and what needs a real PostgreSQL. */
const EVERYWHERE = ['rest', 'kill'];
const WITH_POSTGRES = ['same-update', 'poison', 'database-down', 'cut-over'];

it.each(whyNoBinaries() ? EVERYWHERE : [...EVERYWHERE, ...WITH_POSTGRES])(
  'keeps every promise when it is small: %s',
  async (name) => {
    const { code, output } = await chaos('--small', '--only', name);
    expect(code === 0 ? '' : output).toBe('');
  },
  LONGEST_MS,
);

function chaos(...options: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const args = ['apps/cli/chaos.ts', ...options];
    const child = execFile(process.execPath, args, { cwd: ROOT, timeout: LONGEST_MS }, (_, output) =>
      resolve({ code: child.exitCode ?? 1, output }),
    );
  });
}
