import { Injectable, Logger } from '@nestjs/common';
import type { Telegraf } from 'telegraf';
import { UnavailableError } from '#core';
import { Kv } from '#storage/kv';

/** Who a bot is, as Telegram says it. */
export type BotInfo = Awaited<ReturnType<Telegraf['telegram']['getMe']>>;

const DAY_SECONDS = 24 * 3600;

/** Who a bot is, remembered for a day: an instance that wakes need not wait for Telegram to know its own name. */
@Injectable()
export class BotNames {
  readonly #log = new Logger(BotNames.name);

  constructor(private readonly kv: Kv) {}

  /** What is remembered of the bot with this id, or what `ask` says. */
  async of(id: number, ask: () => Promise<BotInfo>): Promise<BotInfo> {
    const key = `telegram:bot:${id}`;
    const kept = infoIn(await this.#orNot(this.kv.get(key)), id);
    if (kept) return kept;
    const info = await ask();
    await this.#orNot(this.kv.put(key, JSON.stringify(info), { ttlSeconds: DAY_SECONDS }));
    return info;
  }

  /** Without the cache Telegram is asked, which is what it saves. */
  async #orNot<T>(cached: Promise<T>): Promise<T | undefined> {
    try {
      return await cached;
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      this.#log.warn({ event: 'the cache does not answer', error: String(error) });
      return undefined;
    }
  }
}

/** A cache is shared with other versions of this program: what does not look right is not there. */
function infoIn(text: string | undefined, id: number): BotInfo | undefined {
  if (text === undefined) return undefined;
  try {
    const info = JSON.parse(text) as Partial<BotInfo> | null; // looked at below
    return info?.id === id && typeof info.username === 'string' ? (info as BotInfo) : undefined;
  } catch {
    return undefined;
  }
}
