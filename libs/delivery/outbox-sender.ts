import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { AppError } from '#core';
import { Organisation, Outbox, type Sent, Signals, type ToSend } from '#stores';
import { Loop } from './loop.ts';
import { Speaker } from './speaker.ts';

const EVERY_MS = 2000;
const AT_ONCE = 20;
const MAX_ATTEMPTS = 8;

/** Sends what is in the outbox, each chat's in order; what fails is tried again, later and later. */
@Injectable()
export class OutboxSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(OutboxSender.name);
  readonly #loop: Loop;
  #first = true;

  constructor(
    private readonly settings: Settings,
    private readonly outbox: Outbox,
    private readonly organisation: Organisation,
    private readonly speaker: Speaker,
    signals: Signals,
  ) {
    this.#loop = new Loop(OutboxSender.name, signals.outbox, EVERY_MS, () => this.#round());
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const alone = this.#first && !this.settings.supabase;
    const claimed = await this.outbox.claim(await this.organisation.id(), AT_ONCE, alone);
    this.#first = false;
    await Promise.all(claimed.map((one) => this.#send(one)));
    return claimed.length > 0;
  }

  async #send(one: ToSend): Promise<void> {
    const result = await this.#trySending(one);
    if (!result.sent && result.closed) {
      await this.outbox.closeChat(await this.organisation.id(), one.channel, one.chat, result.error);
    }
    if (!result.sent) this.#log.warn({ outboxId: one.id, attempts: one.attempts, error: result.error });
    await this.outbox.finish(one.id, result);
  }

  async #trySending(one: ToSend): Promise<Sent> {
    try {
      return { sent: true, ...(await this.speaker.say(one)) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable' || one.attempts >= MAX_ATTEMPTS) {
        const closed = error instanceof AppError && error.code === 'forbidden';
        return { sent: false, error: String(error), giveUp: true, ...(closed ? { closed } : {}) };
      }
      return {
        sent: false,
        error: String(error),
        retrySeconds: Math.max(error.retryAfterSeconds ?? 0, 2 ** one.attempts),
      };
    }
  }
}
