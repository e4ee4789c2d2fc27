import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_MS = 180_000;

it(
  'stays as it is while a crew works with it, and stops amid the work without losing any',
  async () => {
    const { code, output } = await soak('--minutes', '0.3');
    expect(code === 0 ? '' : output).toBe('');
  },
  LONGEST_MS,
);

function soak(...options: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['apps/cli/soak.ts', ...options],
      { cwd: ROOT, timeout: LONGEST_MS },
      (_, output) => resolve({ code: child.exitCode ?? 1, output }),
    );
  });
}
