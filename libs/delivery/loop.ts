import { Logger } from '@nestjs/common';
import type { Signal } from '#core';

/** Does one round of work; answers whether there may be more at once. */
export type Round = () => Promise<boolean>;

/** At the start whoever waits at the door comes first: all loops' first questions at once would hold them up. */
const FIRST_AFTER_MS = 200;

/**
 * Work that is done again and again: when there is some (signal), and at the latest every `everyMs`, which may depend on what
 * was found; the first time a moment after the start. A failed round is tried later.
 */
export class Loop {
  readonly #log: Logger;
  #running: Promise<void> | undefined;
  #stopping = false;

  constructor(
    name: string,
    private readonly signal: Signal,
    private readonly everyMs: number | (() => number),
    private readonly round: Round,
  ) {
    this.#log = new Logger(name);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when the round under way is finished; no other begins. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.signal.raise();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    await this.signal.wait(FIRST_AFTER_MS);
    while (!this.#stopping) {
      try {
        const more = await this.round();
        failures = 0;
        if (!more) await this.signal.wait(this.#every());
      } catch (error) {
        failures += 1;
        this.#log.warn({ failures, error: String(error) });
        await this.signal.wait(Math.min(this.#every() * 2 ** failures, 30_000));
      }
    }
  }

  #every(): number {
    return typeof this.everyMs === 'number' ? this.everyMs : this.everyMs();
  }
}
