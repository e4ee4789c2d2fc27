/** One thing at a time, in the order asked, leaving the event loop room for sockets and timers in between. */
export class Turns {
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = false;
  #sliceStart: number | undefined;

  take<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => work().then(resolve, reject));
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#breathe();
      await next();
    }
    this.#running = false;
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
