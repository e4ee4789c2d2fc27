import { cpSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latestChange, node, options, ROOT, step } from './cli.ts';

const STAMP = join(ROOT, 'dist/.built');
const SOURCES = ['apps/server', 'apps/miniapp', 'libs', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'package.json'];

/** Builds the product into dist/ unless it is there and newer than its sources. */
export async function buildIfNeeded(): Promise<void> {
  if (existsSync(STAMP) && statSync(STAMP).mtimeMs > latestChange(SOURCES)) return;
  await build();
}

async function build(): Promise<void> {
  const code = await step('Building FLRTS', () => node('node_modules/@nestjs/cli/bin/nest.js', 'build'));
  if (code !== 0) process.exit(code);
  cpSync(join(ROOT, 'apps/miniapp'), join(ROOT, 'dist/apps/miniapp'), { recursive: true });
  writeFileSync(STAMP, '');
}

if (import.meta.main) {
  options(
    `npm run build

Compiles apps/server and libs into dist/ (Nest CLI, SWC).`,
    {},
  );
  await build();
}
