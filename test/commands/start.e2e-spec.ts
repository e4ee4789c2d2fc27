import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from './run.ts';

describe('npm start', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'flrts-start-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('says in one sentence why it did not start, and nothing else', async () => {
    const env = { DATA_DIR: dataDir, PORT: '0', SUPABASE_URL: 'http://127.0.0.1:1' };
    const { code, out, err } = await run('start', [], { env });
    expect(code).toBe(1);
    expect(err).toMatch(/\n {2}FLRTS did not start: .*SUPABASE_KEY.*\n\n$/);
    expect(out + err).not.toMatch(/\[Nest\]|\n\s+at /);
  });
});
