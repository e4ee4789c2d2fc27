import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../cli.ts';
import { environment } from './environment.ts';

/** Where wrangler is. */
export const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js',
);

/** Runs wrangler as this project has it, with the settings of `.env`; answers its exit code. */
export function wrangler(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = ROOT,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WRANGLER, ...args], {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment(), CI: '1', WRANGLER_SEND_METRICS: 'false', ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
