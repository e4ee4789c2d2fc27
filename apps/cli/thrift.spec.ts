import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const onLinux = process.platform === 'linux' ? it : it.skip;

function told(environment: Record<string, string>): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-thrift-'));
  const file = join(folder, 'probe.mjs');
  writeFileSync(
    file,
    `const { thriftily } = await import(${JSON.stringify(join(import.meta.dirname, 'thrift.ts'))});
     thriftily();
     const { MALLOC_MMAP_THRESHOLD_: large, MALLOC_ARENA_MAX: pools, KEPT: kept } = process.env;
     console.log(JSON.stringify({ large, pools, kept, args: process.argv.slice(2), flags: process.execArgv }));`,
  );
  try {
    const args = ['--max-semi-space-size=8', file, '--new-admin-key'];
    return JSON.parse(execFileSync(process.execPath, args, { env: environment, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

onLinux('begins once more with advice to the allocator, and with all it was given', () => {
  expect(told({ KEPT: 'yes' })).toEqual({
    large: '1048576',
    pools: '2',
    kept: 'yes',
    args: ['--new-admin-key'],
    flags: ['--max-semi-space-size=8'],
  });
});

onLinux('leaves alone who has given advice already', () => {
  expect(told({ MALLOC_ARENA_MAX: '4' })).toMatchObject({ pools: '4' });
  expect(told({ MALLOC_ARENA_MAX: '4' })).not.toHaveProperty('large');
});
