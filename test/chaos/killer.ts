import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from './instance.ts';

/** However slow a start is, it is left to work for this long. */
const LEAST_UP_MS = 1500;

/** Kills instances in turn, one every so often, and starts each again at once. */
export class Killer {
  readonly startMs: number[] = [];
  readonly #stopping = new AbortController();
  readonly #work: Promise<void>;
  kills = 0;

  constructor(instances: readonly Instance[], everyMs: number) {
    this.#work = this.#run(instances, everyMs);
  }

  /** Resolves once the last one killed is back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async #run(instances: readonly Instance[], everyMs: number): Promise<void> {
    let sinceKillMs = 0;
    for (let turn = 0; ; turn += 1) {
      await pause(Math.max(LEAST_UP_MS, everyMs - sinceKillMs), undefined, { signal: this.#stopping.signal }).catch(
        () => undefined,
      );
      if (this.#stopping.signal.aborted) return;
      const instance = instances[turn % instances.length];
      await instance?.kill();
      this.kills += 1;
      sinceKillMs = (await instance?.start()) ?? 0;
      this.startMs.push(sinceKillMs);
    }
  }
}
