import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { UnavailableError } from '#core';
import { Organisation, Outbox, type Sent, Signals, type ToSend } from '#stores';
import { Loop } from './loop.ts';
import { resultOf } from './send-result.ts';
import { Speaker } from './speaker.ts';

const EVERY_MS = 1000;
/** How many chats are spoken to at the same time. */
const AT_ONCE = 32;
/** While nothing may be said, so many milliseconds pass before looking again. */
const BREATHER_MS = 100;
/** Whoever would have to wait longer than this goes back into the queue. */
const LONGEST_WAIT_MS = 20_000;

/** Sends what is in the outbox, each chat's in order; what fails is tried again, later and later. */
@Injectable()
export class OutboxSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(OutboxSender.name);
  readonly #underWay = new Set<Promise<void>>();
  readonly #loop: Loop;
  #stopping = false;

  constructor(
    private readonly settings: Settings,
    private readonly outbox: Outbox,
    private readonly organisation: Organisation,
    private readonly speaker: Speaker,
    private readonly signals: Signals,
  ) {
    this.#loop = new Loop(OutboxSender.name, signals.outbox, EVERY_MS, () => this.#round());
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    await this.#loop.stop();
    await Promise.all(this.#underWay);
  }

  /**
   * Fills the free places; a slow chat holds up nobody but itself. No more is taken than may be said now: what waited
   * here would wait for the end of its lease if this process died.
   */
  async #round(): Promise<boolean> {
    const places = AT_ONCE - this.#underWay.size;
    if (places === 0) return false;
    const free = Math.min(places, this.speaker.pace.room(performance.now()));
    if (free === 0) {
      await sleep(BREATHER_MS);
      return true;
    }
    const organisationId = await this.organisation.id();
    const claimed = await this.outbox.claim(organisationId, free, !this.settings.supabase);
    for (const one of claimed) this.#start(organisationId, one);
    return claimed.length === free;
  }

  #start(organisationId: string, one: ToSend): void {
    const work = this.#send(organisationId, one)
      .catch((error: unknown) => this.#log.warn({ outboxId: one.id, error: String(error) }))
      .finally(() => {
        this.#underWay.delete(work);
        this.signals.outbox.raise();
      });
    this.#underWay.add(work);
  }

  async #send(organisationId: string, one: ToSend): Promise<void> {
    const result = await this.#tryToSay(one);
    if (result.sent && one.messageId) this.signals.unanswered.answered(one.messageId);
    if (!result.sent) this.#log.warn({ outboxId: one.id, attempts: one.attempts, error: result.error });
    if (!result.sent && result.closed)
      await this.outbox.closeChat(organisationId, one.channel, one.chat, result.error, one.id);
    if (!result.sent && result.movedTo)
      await this.outbox.moveChat(organisationId, one.channel, one.chat, result.movedTo);
    await this.#note(one.id, result);
  }

  /** While the database is away what was said is kept in mind: forgotten, it would be said again. */
  async #note(id: number, result: Sent): Promise<void> {
    for (;;) {
      try {
        await this.outbox.finish(id, result);
        return;
      } catch (error) {
        if (!(error instanceof UnavailableError) || this.#stopping) throw error;
        await sleep(BREATHER_MS);
      }
    }
  }

  async #tryToSay(one: ToSend): Promise<Sent> {
    const wait = one.channel === 'telegram' ? this.speaker.pace.turn(one.chat, performance.now()) : 0;
    if (wait > LONGEST_WAIT_MS) return { sent: false, error: 'the chat is at its limit', retrySeconds: wait / 1000 };
    if (wait > 0) await sleep(wait);
    try {
      return { sent: true, ...(await this.speaker.say(one)) };
    } catch (error) {
      return resultOf(error, one.attempts);
    }
  }
}
