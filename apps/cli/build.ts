import { cpSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latestChange, node, options, ROOT, step } from './cli.ts';

const STAMP = join(ROOT, 'dist/.built');
const SOURCES = [
  'apps/server',
  'apps/miniapp',
  'libs',
  'apps/cli/one-file.ts',
  'apps/cli/plain-ascii.ts',
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
  'package.json',
  // what is in one file has packages in it
  'package-lock.json',
];

/** Beside what the sources need anyway; a build clears dist/ itself. */
const LOCK = join(ROOT, 'node_modules/.flrts-build');

/** Builds the product into dist/ unless it is there and newer than its sources; two at once build it once. */
export async function buildIfNeeded(): Promise<void> {
  if (isBuilt()) return;
  await buildAlone(async () => (isBuilt() ? undefined : build()));
}

function isBuilt(): boolean {
  return existsSync(STAMP) && statSync(STAMP).mtimeMs > latestChange(SOURCES);
}

async function buildAlone(work: () => Promise<void>): Promise<void> {
  // loaded here, because a start that builds nothing needs no lock
  const { alone } = await import('./alone.ts');
  await alone(LOCK, work);
}

async function build(): Promise<void> {
  await step('Building FLRTS', async () => {
    const code = await node('node_modules/@nestjs/cli/bin/nest.js', 'build');
    if (code !== 0) process.exit(code);
    cpSync(join(ROOT, 'apps/miniapp'), join(ROOT, 'dist/apps/miniapp'), { recursive: true });
    // loaded here, because a start that builds nothing needs no bundler
    const { inOneFile } = await import('./one-file.ts');
    await inOneFile(join(ROOT, 'dist'));
  });
  writeFileSync(STAMP, '');
}

if (import.meta.main) {
  options(
    `npm run build

Compiles apps/server and libs into dist/ (Nest CLI, SWC) and puts them with all they need from node_modules into
dist/main.js, which starts twice as fast.`,
    {},
  );
  await buildAlone(build);
}
