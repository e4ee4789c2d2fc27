import { setTimeout as pause } from 'node:timers/promises';
import { Stop } from '../cli.ts';

const PATIENCE_MS = 15_000;
const TRIES = 4;
const LONGEST_WAIT_S = 30;

/** What Telegram says of a webhook. */
export interface WebhookInfo {
  readonly url: string;
  readonly pending_update_count: number;
  readonly has_custom_certificate?: boolean;
  readonly last_error_date?: number;
  readonly last_error_message?: string;
  readonly max_connections?: number;
  readonly allowed_updates?: readonly string[];
}

/** Where updates are to go. */
export interface Webhook {
  readonly url: string;
  /** None: the address is called without one. */
  readonly secret: string | undefined;
  /** Empty: all that Telegram sends unless told otherwise. */
  readonly allowed: readonly string[];
  readonly maxConnections: number;
}

/** The few methods of Telegram's that move a webhook. Pending updates are never thrown away, and none is ever deleted. */
export class BotApi {
  readonly #root: string;

  constructor(token: string, root = 'https://api.telegram.org') {
    this.#root = `${root.replace(/\/$/, '')}/bot${token}/`;
  }

  me(): Promise<{ readonly username: string }> {
    return this.#call('getMe');
  }

  info(): Promise<WebhookInfo> {
    return this.#call<WebhookInfo>('getWebhookInfo');
  }

  async set({ url, secret, allowed, maxConnections }: Webhook): Promise<void> {
    await this.#call('setWebhook', {
      url,
      allowed_updates: allowed,
      max_connections: maxConnections,
      drop_pending_updates: false,
      ...(secret && { secret_token: secret }),
    });
  }

  /** Waits when Telegram says so (more than one setWebhook a second is too many). What it throws holds no token. */
  async #call<T>(method: string, body: object = {}): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#ask<T>(method, body);
      if (answer.ok) return answer.result;
      const wait = answer.parameters?.retry_after;
      if (wait === undefined || tries === TRIES || wait > LONGEST_WAIT_S) {
        throw new Stop(`Telegram refused ${method}: ${answer.description}`);
      }
      await pause(wait * 1000);
    }
  }

  async #ask<T>(method: string, body: object): Promise<Answer<T>> {
    try {
      const response = await fetch(this.#root + method, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return (await response.json()) as Answer<T>; // as the Bot API documents its answers
    } catch {
      const { host } = new URL(this.#root);
      throw new Stop(
        `Telegram (${host}) did not answer ${method}. Whether it was done, "npm run webhook -- info" tells.`,
      );
    }
  }
}

type Answer<T> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly description: string; readonly parameters?: { readonly retry_after?: number } };
