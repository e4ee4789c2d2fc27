import type { Clock, Timer } from '../clock.ts';
import { conflict, type Refusal } from '../server/refusal.ts';
import type { Update, UpdateLog } from './update-log.ts';

export interface Poll {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutSeconds: number;
}

interface Waiting {
  readonly answer: (updates: Update[]) => void;
  readonly refuse: (why: Refusal) => void;
  readonly timer: Timer;
}

/** getUpdates: an update is forgotten when a higher offset is asked for; one request waits at a time. */
export class LongPoll {
  readonly #log: UpdateLog;
  readonly #clock: Clock;
  #waiting: Waiting | undefined;
  #poll: Poll = { offset: 0, limit: 100, timeoutSeconds: 0 };

  constructor(log: UpdateLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
    log.onPush(() => this.#answer());
  }

  poll(poll: Poll): Promise<Update[]> {
    if (poll.offset > 0) this.#log.forgetBefore(poll.offset);
    if (poll.offset < 0) this.#log.forgetAllBut(-poll.offset);
    this.abort('terminated by other getUpdates request; make sure that only one bot instance is running');
    const updates = this.#log.from(poll.offset, poll.limit);
    if (updates.length > 0 || poll.timeoutSeconds === 0) return Promise.resolve(updates);
    this.#poll = poll;
    return new Promise((answer, refuse) => {
      const timer = this.#clock.after(poll.timeoutSeconds * 1000, () => this.#answer());
      this.#waiting = { answer, refuse, timer };
    });
  }

  abort(why: string): void {
    this.#take()?.refuse(conflict(why));
  }

  #answer(): void {
    this.#take()?.answer(this.#log.from(this.#poll.offset, this.#poll.limit));
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.timer.cancel();
    return waiting;
  }
}
