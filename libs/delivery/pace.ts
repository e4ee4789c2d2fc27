/** So much at once, and from then on so many a second. */
interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

// What Telegram asks bots to keep to: core.telegram.org/bots/faq, "My bot is hitting limits"
const OVERALL: Rate = { burst: 30, perSecond: 30 };
const PRIVATE: Rate = { burst: 3, perSecond: 1 };
const GROUP: Rate = { burst: 5, perSecond: 20 / 60 };
const FORGET_AFTER_MS = 120_000;

/** How fast we may speak: overall, in a private chat, in a group. Times in milliseconds of any steady clock. */
export class Pace {
  readonly #overall = new Bucket(OVERALL);
  readonly #chats = new Map<string, Bucket>();

  /** Takes a turn in this chat; answers how long to wait before speaking. */
  turn(chat: string, now: number): number {
    this.#forget(now);
    const bucket = this.#chats.get(chat) ?? new Bucket(chat.startsWith('-') ? GROUP : PRIVATE);
    this.#chats.set(chat, bucket);
    return Math.max(this.#overall.take(now), bucket.take(now));
  }

  /** To how many chats we may speak now without waiting for the overall pace. */
  room(now: number): number {
    return this.#overall.room(now);
  }

  #forget(now: number): void {
    if (this.#chats.size < 1000) return;
    for (const [chat, bucket] of this.#chats) if (bucket.idleSince(now) > FORGET_AFTER_MS) this.#chats.delete(chat);
  }
}

class Bucket {
  readonly #rate: Rate;
  /** When it would be full again: each turn pushes this further. */
  #fullAt = -Infinity;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  take(now: number): number {
    const { burst, perSecond } = this.#rate;
    const each = 1000 / perSecond;
    this.#fullAt = Math.max(this.#fullAt, now) + each;
    return Math.max(0, Math.round(this.#fullAt - now - burst * each));
  }

  room(now: number): number {
    const { burst, perSecond } = this.#rate;
    const owed = (Math.max(0, this.#fullAt - now) * perSecond) / 1000;
    return Math.max(0, Math.floor(burst - owed + 1e-6));
  }

  idleSince(now: number): number {
    return now - this.#fullAt;
  }
}
