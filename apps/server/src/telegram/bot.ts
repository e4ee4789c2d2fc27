import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import { Settings } from '#config';
import { AppError } from '#core';
import { clean } from '../http/text.ts';
import { BotNames } from './bot-names.ts';
import { menuCalls } from './command-menu.ts';
import type { TelegramUpdate } from './update.ts';

/** Ours are plain strings where Telegraf's types have unions of them. */
type MenuCall = Parameters<Telegraf['telegram']['callApi']>[1];

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/** The bot as router of updates, made safe: errors reach the caller, and no call to Telegram stands in an update's way. */
@Injectable()
export class Bot implements OnModuleInit, BeforeApplicationShutdown {
  readonly #log = new Logger(Bot.name);
  readonly #stopping = new AbortController();

  constructor(
    @InjectBot() private readonly telegraf: Telegraf,
    private readonly settings: Settings,
    private readonly names: BotNames,
  ) {}

  onModuleInit(): void {
    // nestjs-telegraf would log a handler's error and let the update seem handled
    this.telegraf.catch((error) => {
      throw error;
    });
    // it was never launched, and nestjs-telegraf stops it all the same
    this.telegraf.stop = () => undefined;
    // without this Telegraf asks for it at the first update, and never again when that fails
    const id = Number(this.telegraf.telegram.token.split(':', 1)[0]);
    this.telegraf.botInfo = { ...NAMELESS, id };
    if (this.settings.telegram) void this.#learnName(id);
  }

  beforeApplicationShutdown(): void {
    this.#stopping.abort();
  }

  /** A link that opens the bot and says `/start CODE` to it; null until it knows its own name. */
  link(code: string): string | null {
    const { username } = this.telegraf.botInfo ?? NAMELESS;
    return username ? `https://t.me/${username}?start=${code}` : null;
  }

  /** Takes an update as it came over the wire; resolves once what it says is stored. Throws `invalid`, `UnavailableError`. */
  async take(update: unknown): Promise<void> {
    const checked: Parameters<Telegraf['handleUpdate']>[0] = checkedUpdate(update);
    await this.telegraf.handleUpdate(checked);
  }

  /** Asks Telegram for the bot's username until it says it; until then mentions in groups are not ours. */
  async #learnName(id: number): Promise<void> {
    for (let wait = FIRST_RETRY_MS; !this.#stopping.signal.aborted; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        this.telegraf.botInfo = await this.names.of(id, () => this.telegraf.telegram.getMe());
        this.#log.log({ event: 'bot known', username: this.telegraf.botInfo.username });
        for (const menu of menuCalls()) await this.telegraf.telegram.callApi('setMyCommands', menu as MenuCall);
        return;
      } catch (error) {
        this.#log.warn({
          event: 'Telegram does not answer',
          error: error instanceof Error ? error.name : 'unknown',
          retryMs: wait,
        });
        await sleep(wait, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
      }
    }
  }
}

const NAMELESS = {
  is_bot: true,
  first_name: '',
  username: '',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
} as const;

function checkedUpdate(update: unknown): TelegramUpdate & Parameters<Telegraf['handleUpdate']>[0] {
  const id = typeof update === 'object' && update !== null && 'update_id' in update ? update.update_id : undefined;
  if (Number.isSafeInteger(id)) return clean(update) as ReturnType<typeof checkedUpdate>; // Telegram's own, by its secret; read with care
  throw new AppError('invalid', 'This is not an update: update_id must be a whole number', {
    fields: [{ field: 'update_id', problem: 'must be a whole number' }],
  });
}
