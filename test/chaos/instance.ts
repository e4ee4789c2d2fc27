import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;

export interface InstanceOptions {
  /** The product's folder: `snapshotOfBuild`. */
  readonly folder: string;
  readonly port: number;
  readonly log: string;
  readonly env: Readonly<Record<string, string>>;
}

const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** One process of the product, which can be killed and started again on the same port with the same data. */
export class Instance {
  readonly url: string;
  readonly #options: InstanceOptions;
  #child: ChildProcess | undefined;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** Starts it; answers how many milliseconds it took to be ready. */
  async start(): Promise<number> {
    const { folder, port, log, env } = this.#options;
    const started = performance.now();
    const output = openSync(log, 'a');
    const child = spawn(process.execPath, ['--max-semi-space-size=8', 'apps/cli/start.ts'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', PORT: String(port), LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    this.#child = child;
    await this.#ready(child, started + READY_WITHIN_MS);
    return performance.now() - started;
  }

  /** Ends it without a word, as the kernel does when memory is short. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end; answers its exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  }

  async #ready(child: ChildProcess, until: number): Promise<void> {
    for (;;) {
      if (child.exitCode !== null)
        throw new Error(`the product ended with ${child.exitCode}: see ${this.#options.log}`);
      if (performance.now() > until) throw new Error(`the product is not ready: see ${this.#options.log}`);
      const ok = await fetch(`${this.url}/health/ready`).then(
        async (answer) => (await answer.text(), answer.ok),
        () => false,
      );
      if (ok || child.signalCode !== null) return;
      await pause(20);
    }
  }
}
