import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuMs } from './cpu.ts';

const ROOT = join(import.meta.dirname, '../..');
export const KEY = 'bench-key-0123456789';

/** The product as a process of its own, on a free loopback port. */
export interface Product {
  readonly url: string;
  readonly readyMs: number;
  readonly dataDir: string;
  /** Resident memory in MiB. */
  rss(): number;
  /** CPU time it has taken, in milliseconds. */
  cpuMs(): number;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number>;
  kill(): Promise<void>;
}

/** Starts the built product and waits until it is ready; its log goes to stderr of the caller only with BENCH_LOG. */
export async function startProduct(options: { dataDir?: string; env?: Record<string, string> } = {}): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'flrts-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    DATA_DIR: dataDir,
    ADMIN_API_KEY: KEY,
    LOG_LEVEL: 'warn',
    ...options.env,
  };
  const stdio = process.env['BENCH_LOG'] ? 'inherit' : 'ignore';
  const child = spawn(process.execPath, startArguments(), { cwd: ROOT, env, stdio });
  await untilReady(url, child);
  return {
    url,
    dataDir,
    readyMs: performance.now() - started,
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    cpuMs: () => cpuMs(child.pid ?? 0),
    stop: () => ended(child, 'SIGTERM'),
    kill: async () => void (await ended(child, 'SIGKILL')),
  };
}

/** What `npm start` gives to node, so that what is measured is what people run. */
function startArguments(): string[] {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }; // our own file
  return manifest.scripts.start.split(' ').slice(1);
}

/** Forgets what a product kept. */
export function forget(product: Product): void {
  rmSync(product.dataDir, { recursive: true, force: true });
  rmSync(`${product.dataDir}.lock`, { force: true });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`the product ended with ${child.exitCode} before it was ready (BENCH_LOG=1 shows why)`);
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? -1));
    child.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
