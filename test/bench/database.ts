import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf, cpuMs, cpuMsOfAll, nameOf } from './cpu.ts';

type Child = ChildProcessByStdio<null, Readable, null>;

const ROOT = join(import.meta.dirname, '../..');

export interface Database {
  /** The settings a product needs to keep its records there. */
  readonly env: Readonly<Record<string, string>>;
  /** CPU time of each of its programs until now, in milliseconds. */
  cpuMs(): Record<string, number>;
  stop(): Promise<void>;
}

/** `npm run supabase:local` with data of its own: a fresh PostgreSQL and PostgREST, as processes of this machine. */
export async function startDatabase(): Promise<Database> {
  const directory = mkdtempSync(join(tmpdir(), 'flrts-bench-database-'));
  const started = ['apps/cli/supabase-local.ts', '--data', directory, '--port', '0'];
  const child = spawn(process.execPath, started, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  process.once('exit', () => child.kill());
  const env = await settings(child);
  return {
    env,
    cpuMs: () => cpuOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function cpuOf(starter: number): Record<string, number> {
  const programs = childrenOf(starter).map((pid) => [nameOf(pid), cpuMsOfAll(pid)] as const);
  return Object.fromEntries([...programs, ['gateway', cpuMs(starter)]]);
}

/** What it prints for .env; it goes on being listened to, for a program whose output nobody takes ends. */
function settings(child: Child): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const [, url, key] = /^SUPABASE_URL=(\S+)\nSUPABASE_KEY=(\S+)\n/m.exec(said) ?? [];
      if (url && key) resolve({ SUPABASE_URL: url, SUPABASE_KEY: key });
    });
    child.once('exit', () => reject(new Error(`the database did not start: ${said}`)));
  });
}
