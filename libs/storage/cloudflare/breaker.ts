import { type Clock, UnavailableError } from '#core';

const FAILURES = 5;
const PAUSE_MS = 10_000;
/** Cloudflare blocks a token for five minutes at most. */
const LONGEST_PAUSE_SECONDS = 300;

/**
 * Spares a service that does not answer, and whoever waits for it: after five failures in a row, or when the service
 * asks for a pause, nobody asks it; then one does, and what becomes of that decides for all.
 */
export class Breaker {
  #failures = 0;
  #pausedUntil = 0;
  #probing = false;

  constructor(
    private readonly service: string,
    private readonly clock: Clock,
  ) {}

  /** Does the work, or throws `UnavailableError` at once. Only an `UnavailableError` counts as a failure. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const probe = this.#enter();
    try {
      const result = await work();
      this.#failures = 0;
      return result;
    } catch (error) {
      if (error instanceof UnavailableError) this.#failed(error.retryAfterSeconds);
      else this.#failures = 0;
      throw error;
    } finally {
      if (probe) this.#probing = false;
    }
  }

  /** True for the one who finds out whether the service is back. */
  #enter(): boolean {
    const waitMs = this.#pausedUntil - this.clock.now().getTime();
    if (waitMs > 0 || this.#probing) throw this.#open(waitMs);
    if (this.#failures < FAILURES) return false;
    this.#probing = true;
    return true;
  }

  #failed(retryAfterSeconds: number | undefined): void {
    this.#failures = retryAfterSeconds === undefined ? this.#failures + 1 : Math.max(this.#failures, FAILURES);
    if (this.#failures < FAILURES) return;
    const pauseMs = Math.min(retryAfterSeconds ?? 0, LONGEST_PAUSE_SECONDS) * 1000 || PAUSE_MS;
    this.#pausedUntil = this.clock.now().getTime() + pauseMs;
  }

  #open(waitMs: number): UnavailableError {
    return new UnavailableError(this.service, {
      cause: new Error('it did not answer the last times, and is left alone for a while'),
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    });
  }
}
