import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const onLinux = process.platform === 'linux' ? it : it.skip;

function told(environment: Record<string, string>): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-thrift-'));
  const [start, program] = [join(folder, 'start.mjs'), join(folder, 'program.mjs')];
  writeFileSync(
    start,
    `const { runAlone } = await import(${JSON.stringify(join(import.meta.dirname, 'thrift.ts'))});
     runAlone(${JSON.stringify(program)}, ${JSON.stringify(join(folder, 'cache'))});`,
  );
  writeFileSync(
    program,
    `const { MALLOC_MMAP_THRESHOLD_: large, MALLOC_ARENA_MAX: pools, NODE_COMPILE_CACHE: cache, KEPT: kept } = process.env;
     console.log(JSON.stringify({ large, pools, cache, kept, args: process.argv.slice(2), flags: process.execArgv }));`,
  );
  try {
    const args = ['--max-semi-space-size=8', start, '--new-admin-key'];
    const said = execFileSync(process.execPath, args, { env: environment, encoding: 'utf8' });
    return JSON.parse(said.replace(folder, 'FOLDER'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

onLinux('runs the program with advice to the allocator, and with all that was given', () => {
  expect(told({ KEPT: 'yes' })).toEqual({
    large: '1048576',
    pools: '2',
    cache: 'FOLDER/cache',
    kept: 'yes',
    args: ['--new-admin-key'],
    flags: ['--max-semi-space-size=8'],
  });
});

onLinux('leaves alone who has given advice already', () => {
  expect(told({ MALLOC_ARENA_MAX: '4', NODE_COMPILE_CACHE: '/elsewhere' })).toMatchObject({
    pools: '4',
    cache: '/elsewhere',
  });
  expect(told({ MALLOC_ARENA_MAX: '4' })).not.toHaveProperty('large');
});
