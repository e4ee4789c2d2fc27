import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

const QUIET_MS = 250;
/** Under steady load it never is that quiet: after this the first moment without any request will do. */
const PATIENCE_MS = 2000;
const AT_MOST_MS = 8000;
const LOOK_EVERY_MS = 25;

/**
 * What is being worked on just now: requests, and work that goes on after its answer. At shutdown the product keeps
 * serving until all of it is done and nothing new has come for a moment; only then may the process end.
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
    const began = performance.now();
    this.#lastChange = began;
    while (!this.#mayEnd(performance.now() - began)) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  #mayEnd(waitedMs: number): boolean {
    if (waitedMs >= AT_MOST_MS) return true;
    const quietMs = performance.now() - this.#lastChange;
    return this.#count === 0 && (waitedMs >= PATIENCE_MS || quietMs >= QUIET_MS);
  }

  #change(by: number): void {
    this.#count += by;
    this.#lastChange = performance.now();
  }
}
