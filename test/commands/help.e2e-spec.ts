import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

const MANIFEST = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  scripts: Record<string, string>;
}; // our own file
const OPERATIONS = [
  'migrate',
  'provision',
  'deploy',
  'deploy:pages',
  'rollback',
  'webhook',
  'smoke',
  'load',
  'logs',
  'doctor',
];

describe.each(OPERATIONS)('npm run %s', (script) => {
  const file = /apps\/cli\/([\w-]+)\.ts$/.exec(MANIFEST.scripts[script] ?? '')?.[1] ?? '';

  it('says what it does, what it may be told, and how it ends', async () => {
    const { code, out } = await run(file, ['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^npm run ${script}\\b`));
    expect(out).toContain('--dry-run');
    if (script !== 'logs') expect(out).toContain('Exit code: 0');
  });

  it('refuses an option it does not know', async () => {
    const { code, err } = await run(file, ['--no-such-thing']);
    expect([code, err]).toEqual([2, expect.stringContaining('--no-such-thing')]);
  });
});
