import { cpSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latestChange, node, options, ROOT, step } from './cli.ts';

const STAMP = join(ROOT, 'dist/.built');
const SOURCES = [
  'apps/server',
  'apps/miniapp',
  'libs',
  'apps/cli/one-file.ts',
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
  'package.json',
  // what is in one file has packages in it
  'package-lock.json',
];

/** Builds the product into dist/ unless it is there and newer than its sources. */
export async function buildIfNeeded(): Promise<void> {
  if (existsSync(STAMP) && statSync(STAMP).mtimeMs > latestChange(SOURCES)) return;
  await build();
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
  await build();
}
