/**
 * One thing at a time, what is urgent before all else and otherwise in the order asked, leaving the event loop room for
 * sockets and timers in between.
 */
export class Turns {
  readonly #urgent: (() => Promise<void>)[] = [];
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = false;
  #sliceStart: number | undefined;

  take<T>(work: () => Promise<T>, urgent = false): Promise<T> {
    return new Promise((resolve, reject) => {
      (urgent ? this.#urgent : this.#waiting).push(() => work().then(resolve, reject));
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    for (let next = this.#next(); next; next = this.#next()) {
      await this.#breathe();
      await next();
    }
    this.#running = false;
  }

  #next(): (() => Promise<void>) | undefined {
    return this.#urgent.shift() ?? this.#waiting.shift();
  }

  // Work in process never waits for a socket, so a chain of it would run as microtasks and starve everything else.
  async #breathe(): Promise<void> {
    const now = performance.now();
    if (this.#sliceStart === undefined) {
      this.#sliceStart = now;
      setImmediate(() => (this.#sliceStart = undefined));
    } else if (now - this.#sliceStart > SLICE_MS) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const SLICE_MS = 8;
