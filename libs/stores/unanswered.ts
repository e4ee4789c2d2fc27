/** A message that waits for its answer, by the ids of ours and of its chat. */
export interface Waiting {
  readonly id: string;
  readonly chat: string;
  readonly platformId: string;
}

interface Since extends Waiting {
  readonly since: number;
}

/** Nobody keeps looking for so many. */
const AT_MOST = 5000;

/** The messages this process has taken in whose answers it has not sent. Times in milliseconds of any steady clock. */
export class Unanswered {
  readonly #waiting = new Map<string, Since>();

  took(message: Waiting, now: number): void {
    if (this.#waiting.size < AT_MOST) this.#waiting.set(message.id, { ...message, since: now });
  }

  answered(id: string): void {
    this.#waiting.delete(id);
  }

  isWaiting(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** Those taken in before this time, the longest waiting first. */
  before(time: number): Waiting[] {
    const waiting: Since[] = [];
    for (const one of this.#waiting.values()) {
      if (one.since > time) break;
      waiting.push(one);
    }
    return waiting;
  }
}
