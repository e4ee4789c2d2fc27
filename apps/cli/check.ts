import { node, options, step } from './cli.ts';

const HELP = `npm run check [-- --fix]

Types (tsc), lint (oxlint) and format (prettier) of everything.

  --fix   mend what can be mended by itself`;

const { values } = options(HELP, { fix: { type: 'boolean' } });
const bin = (path: string) => `node_modules/${path}`;
// what has not changed since the last time is not looked at again
const CACHE = 'node_modules/.cache';
const types = (project: string, name: string) => [
  bin('typescript/bin/tsc'),
  '-p',
  project,
  '--noEmit',
  '--incremental',
  '--tsBuildInfoFile',
  `${CACHE}/${name}.tsbuildinfo`,
];
const checks: readonly [string, readonly string[]][] = [
  ['Types', types('tsconfig.json', 'types')],
  ['Types of the Worker', types('apps/worker/tsconfig.json', 'worker-types')],
  ['Lint', [bin('oxlint/bin/oxlint'), '--deny-warnings', ...(values.fix ? ['--fix'] : []), 'apps', 'libs', 'test']],
  [
    'Format',
    [
      bin('prettier/bin/prettier.cjs'),
      values.fix ? '--write' : '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      `${CACHE}/format`,
      '--cache-strategy',
      'content',
      '.',
    ],
  ],
];
let failed = 0;
for (const [name, args] of checks) {
  if ((await step(name, () => node(...args))) !== 0) failed += 1;
}
console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${checks.length} checks failed.`);
process.exit(failed === 0 ? 0 : 1);
