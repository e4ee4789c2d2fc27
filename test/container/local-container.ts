import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { freePort } from '../../libs/storage/supabase/testing/local/processes.ts';
import { EgressProxy } from './egress-proxy.ts';

/** A command of this machine that plays an image: it listens on PORT. */
export interface LocalImage {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** What the image itself sets, as ENV in a Dockerfile. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
}

/** One process that plays a container, with the environment the Container class gave. */
export class LocalContainer {
  readonly #image: LocalImage;
  readonly #given: readonly string[];
  readonly #proxy: EgressProxy;
  readonly #ended = Promise.withResolvers<number>();
  #child: ChildProcess | undefined;
  #port: number | undefined;

  constructor(image: LocalImage, given: readonly string[], egressPort: () => number | undefined) {
    this.#image = image;
    this.#given = given;
    this.#proxy = new EgressProxy(egressPort);
  }

  get status(): 'created' | 'running' | 'exited' {
    if (!this.#child) return 'created';
    return this.#child.exitCode === null && this.#child.signalCode === null ? 'running' : 'exited';
  }

  get port(): number | undefined {
    return this.#port;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The environment it was started with. */
  get env(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#given.map((pair) => [pair.split('=', 1)[0], pair.slice(pair.indexOf('=') + 1)]));
  }

  /** Its exit code, once it has ended. */
  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  async start(): Promise<void> {
    await this.#proxy.listen();
    this.#port = await freePort();
    const { command, cwd, env, log } = this.#image;
    const proxied = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: this.#proxy.url, NO_PROXY: '127.0.0.1,localhost' };
    const output = openSync(log, 'a');
    const child = spawn(command[0], command.slice(1), {
      cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        ...env,
        ...this.env,
        ...proxied,
        HOST: '127.0.0.1',
        PORT: String(this.#port),
      },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    child.once('exit', (code, signal) => {
      void this.#proxy.close();
      this.#ended.resolve(code ?? (signal === 'SIGKILL' ? 137 : 143));
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    if (this.status !== 'running') return;
    this.signal(signal);
    await this.ended;
  }
}
