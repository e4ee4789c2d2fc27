import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import { Settings } from '#config';
import { UnavailableError } from '#core';
import { ALLOWED_UPDATES } from './allowed-updates.ts';
import { Bot } from './bot.ts';

const LONG_POLL_SECONDS = 25;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;
/** How often an update that cannot be handled, though the records can be reached, is tried before it is left behind. */
const TRIES = 5;

/** Fetches updates where no webhook can be reached. Telegram forgets an update once a later offset is asked for: only then is it stored. */
@Injectable()
export class Polling implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(Polling.name);
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #offset = 0;

  constructor(
    @InjectBot() private readonly telegraf: Telegraf,
    private readonly bot: Bot,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.telegram?.mode === 'polling') this.#running = this.#run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    await this.#persist('deleteWebhook', () => this.telegraf.telegram.deleteWebhook({ drop_pending_updates: false }));
    while (!this.#stopped) {
      const updates = (await this.#persist('getUpdates', () => this.#fetch())) ?? [];
      for (const update of updates) await this.#take(update);
    }
  }

  #fetch(): ReturnType<Telegraf['telegram']['getUpdates']> {
    const asked = { offset: this.#offset, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED_UPDATES };
    // Telegraf's types know the AbortSignal of a polyfill only; Node's own works (facts/telegram.md)
    const options = { signal: this.#stopping.signal } as Parameters<Telegraf['telegram']['callApi']>[2];
    return this.telegraf.telegram.callApi('getUpdates', asked, options);
  }

  async #take(update: { readonly update_id: number }): Promise<void> {
    let tries = 0;
    await this.#persist('storing', async () => {
      await this.bot.take(update).catch((error: unknown) => {
        tries += 1;
        if (error instanceof UnavailableError || tries < TRIES) throw error;
        this.#log.error({ event: 'update left behind', updateId: update.update_id, error: String(error) });
      });
      this.#offset = update.update_id + 1;
    });
  }

  /** Does it until it is done, waiting longer after each failure; undefined when shutdown came first. */
  async #persist<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    for (let wait = FIRST_RETRY_MS; !this.#stopped; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        return await work();
      } catch (error) {
        if (this.#stopped) return undefined;
        // a message of Telegraf's may hold the URL, and with it the token
        this.#log.warn({
          event: `${what} failed`,
          error: error instanceof Error ? error.name : 'unknown',
          retryMs: wait,
        });
        await sleep(wait, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }
}
