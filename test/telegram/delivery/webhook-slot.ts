import type { Clock } from '../clock.ts';
import type { Update, UpdateLog } from './update-log.ts';
import { Webhook, type WebhookOptions } from './webhook.ts';

/** How delivery has gone so far. */
export interface DeliveryCounts {
  attempts: number;
  /** Attempts that are over, whatever came of them. */
  ended: number;
  delivered: number;
  failed: number;
}

interface Parts {
  readonly log: UpdateLog;
  readonly clock: Clock;
  readonly random: () => number;
  /** Does what a webhook's answer asks for. */
  readonly execute: (type: string, body: string) => void;
}

/** The one webhook a bot can have, and what is known of it. */
export class WebhookSlot {
  readonly #parts: Parts;
  readonly counts: DeliveryCounts = { attempts: 0, ended: 0, delivered: 0, failed: 0 };
  #webhook: Webhook | undefined;
  #lastError: { readonly date: number; readonly message: string } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isSet(): boolean {
    return this.#webhook !== undefined;
  }

  get options(): WebhookOptions | undefined {
    return this.#webhook?.options;
  }

  set(options: WebhookOptions): void {
    this.remove();
    this.#webhook = new Webhook(options, {
      ...this.#parts,
      events: {
        failed: (message) => this.#failed(message),
        replied: this.#parts.execute,
        attempted: () => void (this.counts.attempts += 1),
        ended: () => void (this.counts.ended += 1),
        delivered: (_update: Update) => void (this.counts.delivered += 1),
        gone: () => this.remove(),
      },
    });
  }

  remove(): void {
    this.#webhook?.close();
    this.#webhook = undefined;
    this.#lastError = undefined;
  }

  /** As getWebhookInfo answers. */
  info() {
    const options = this.#webhook?.options;
    const allowed = this.#parts.log.allowed;
    return {
      url: options?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#parts.log.size,
      ...(this.#lastError && {
        last_error_date: this.#lastError.date,
        last_error_message: this.#lastError.message,
      }),
      ...(options && { max_connections: options.maxConnections, ip_address: new URL(options.url).hostname }),
      ...(allowed && { allowed_updates: allowed }),
    };
  }

  #failed(message: string): void {
    this.counts.failed += 1;
    this.#lastError = { date: this.#parts.clock.unix(), message };
  }
}
