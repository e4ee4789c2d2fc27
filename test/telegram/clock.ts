/** Something that will happen, unless it is called off. */
export interface Timer {
  cancel(): void;
}

/** Telegram's time. Its waits can be shortened; what it stamps on messages is the time of the people who read them. */
export interface Clock {
  /** Milliseconds of Telegram's time. */
  now(): number;
  /** Milliseconds as the bot counts them: for limits that are promised to the bot in its own seconds. */
  wall(): number;
  /** The second stamped on messages. */
  unix(): number;
  after(ms: number, work: () => void): Timer;
}

/** The real time; each second of Telegram's lasts `timeScale` seconds. */
export class ScaledClock implements Clock {
  readonly #scale: number;

  constructor(timeScale = 1) {
    this.#scale = timeScale;
  }

  now(): number {
    return performance.now() / this.#scale;
  }

  wall(): number {
    return performance.now();
  }

  unix(): number {
    return Math.floor(Date.now() / 1000);
  }

  after(ms: number, work: () => void): Timer {
    const timer = setTimeout(work, ms * this.#scale);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  }
}

/** A time that stands still until it is moved on. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #begin: number;
  readonly #due = new Set<{ readonly at: number; readonly work: () => void }>();

  constructor(begin = new Date()) {
    this.#begin = begin.getTime();
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#now;
  }

  unix(): number {
    return Math.floor((this.#begin + this.#now) / 1000);
  }

  after(ms: number, work: () => void): Timer {
    const timer = { at: this.#now + ms, work };
    this.#due.add(timer);
    return { cancel: () => void this.#due.delete(timer) };
  }

  /** Lets this much time pass, and what falls due happen in its order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#due.delete(next);
      this.#now = next.at;
      next.work();
    }
    this.#now = until;
  }

  #next(until: number) {
    const [next] = [...this.#due].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    return next;
  }
}
