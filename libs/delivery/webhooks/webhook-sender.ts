import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { Clock, VERSION } from '#core';
import { type Delivered, Organisation, Signals, type ToDeliver, WebhookQueue } from '#stores';
import { Loop } from '../loop.ts';
import { ofAnswer, ofFailure } from './delivered.ts';
import { post } from './post.ts';
import { signed } from './signature.ts';

const EVERY_MS = 2000;
/** While there is no webhook; one that is made here is a signal, one that another instance made is served there meanwhile. */
const IDLE_EVERY_MS = 60_000;
const AT_ONCE = 16;
/** A webhook nobody answers at is switched off, and says so in `GET /v1/webhooks`. */
const SWITCH_OFF_AFTER = 50;

/** Tells webhooks what has happened: signed, tried again later and later, the same event under the same id. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(WebhookSender.name);
  readonly #loop: Loop;
  #hasListeners = false;
  #looked = 0;

  constructor(
    private readonly settings: Settings,
    private readonly queue: WebhookQueue,
    private readonly organisation: Organisation,
    private readonly clock: Clock,
    signals: Signals,
  ) {
    this.#loop = new Loop(
      WebhookSender.name,
      signals.webhooks,
      () => (this.#hasListeners ? EVERY_MS : IDLE_EVERY_MS),
      () => this.#round(),
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const organisationId = await this.organisation.id();
    const now = this.clock.now().getTime();
    if (!this.#hasListeners || now - this.#looked >= IDLE_EVERY_MS) {
      this.#hasListeners = await this.queue.hasListeners(organisationId);
      this.#looked = now;
    }
    if (!this.#hasListeners) return false;
    const claimed = await this.queue.claim(organisationId, AT_ONCE, !this.settings.supabase);
    await Promise.all(claimed.map((one) => this.#deliver(one)));
    return claimed.length === AT_ONCE;
  }

  async #deliver(one: ToDeliver): Promise<void> {
    const result = await this.#tryTo(one);
    if (!result.arrived) this.#log.warn({ deliveryId: one.id, attempts: one.attempts, error: result.error });
    await this.queue.finish(one.id, result, SWITCH_OFF_AFTER);
  }

  async #tryTo({ id, url, secret, body, attempts }: ToDeliver): Promise<Delivered> {
    const text = JSON.stringify(body);
    const headers = { ...signed(id, this.clock.now(), text, secret), 'user-agent': `FLRTS/${VERSION}` };
    try {
      return ofAnswer(await post(new URL(url), text, headers, this.settings.onTrial), attempts);
    } catch (error) {
      return ofFailure(error, attempts);
    }
  }
}
