import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

const QUIET_MS = 250;
const AT_MOST_MS = 8000;
const LOOK_EVERY_MS = 25;

/**
 * What is being worked on just now: requests, and work that goes on after its answer. At shutdown the product keeps
 * serving until all of it is done and nothing new has come for a moment; only then may the listener close.
 */
@Injectable()
export class InFlight implements BeforeApplicationShutdown {
  #count = 0;
  #lastChange = performance.now();
  #draining = false;

  /** True from the moment shutdown has begun. */
  get draining(): boolean {
    return this.#draining;
  }

  begin(): void {
    this.#change(1);
  }

  end(): void {
    this.#change(-1);
  }

  /** Work that nobody waits for, except a shutdown. Its errors are its own to report. */
  track(work: Promise<unknown>): void {
    this.begin();
    void work.catch(() => undefined).finally(() => this.end());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#draining = true;
    const deadline = performance.now() + AT_MOST_MS;
    this.#lastChange = performance.now();
    while (!this.#isQuiet() && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  #isQuiet(): boolean {
    return this.#count === 0 && performance.now() - this.#lastChange >= QUIET_MS;
  }

  #change(by: number): void {
    this.#count += by;
    this.#lastChange = performance.now();
  }
}
