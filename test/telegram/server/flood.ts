import type { Clock } from '../clock.ts';
import type { Chat } from '../world/chat.ts';
import { tooMany } from './refusal.ts';

/** So many messages in so many milliseconds. */
interface Limit {
  readonly count: number;
  readonly ms: number;
}

export interface FloodLimits {
  readonly overall: Limit;
  readonly perChat: Limit;
  readonly perGroup: Limit;
}

/** About 30 a second overall, one a second per chat, 20 a minute per group; a little less exact than a metronome. */
export const TELEGRAM_LIMITS: FloodLimits = {
  overall: { count: 30, ms: 980 },
  perChat: { count: 1, ms: 950 },
  perGroup: { count: 20, ms: 59_000 },
};

/** Refuses what comes too fast, until the time it has named is over. It counts in the bot's own seconds. */
export class Flood {
  readonly #clock: Clock;
  readonly #limits: FloodLimits | undefined;
  readonly #sent = new Map<string, number[]>();
  readonly #until = new Map<string, number>();

  constructor(clock: Clock, limits: FloodLimits | undefined) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Throws 429, or counts one message. */
  pass(chat: Chat): void {
    if (!this.#limits) return;
    const { overall, perChat, perGroup } = this.#limits;
    const kept: [string, Limit][] = [
      ['overall', overall],
      [`chat ${chat.id}`, perChat],
    ];
    if (chat.type !== 'private') kept.push([`group ${chat.id}`, perGroup]);
    for (const [name, limit] of kept) this.#check(name, limit);
    for (const [name] of kept) this.#sent.get(name)?.push(this.#clock.wall());
  }

  #check(name: string, { count, ms }: Limit): void {
    const now = this.#clock.wall();
    const banned = this.#until.get(name) ?? 0;
    if (banned > now) throw tooMany(Math.ceil((banned - now) / 1000));
    const recent = (this.#sent.get(name) ?? []).filter((at) => at > now - ms);
    this.#sent.set(name, recent);
    const oldest = recent.at(-count);
    if (oldest === undefined) return;
    const seconds = Math.max(1, Math.ceil((oldest + ms - now) / 1000));
    this.#until.set(name, now + seconds * 1000 - 20);
    throw tooMany(seconds);
  }
}
