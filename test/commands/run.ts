import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const ROOT = join(import.meta.dirname, '../..');

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs: its `.env` is read. A folder without one unless given. */
  readonly cwd?: string;
  readonly input?: string;
}

/** Runs one of `apps/cli` as npm would, in a process of its own, with only this environment. */
export function run(name: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
  const { env = {}, cwd = tmpdir(), input = '' } = options;
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli', `${name}.ts`), ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.on('error', () => undefined); // it need not read
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}
