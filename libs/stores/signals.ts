import { Injectable } from '@nestjs/common';
import { Signal } from '#core';
import { Unanswered } from './unanswered.ts';

/** How the stores tell the loops of this process that there is work, so that nobody waits for a poll. */
@Injectable()
export class Signals {
  readonly inbox = new Signal();
  readonly outbox = new Signal();
  readonly webhooks = new Signal();
  readonly files = new Signal();
  readonly unanswered = new Unanswered();
  readonly #waiting = new Set<string>();

  /** A message of this chat waits: until the one before it is done, or for anybody who has time. */
  waits(chat: string, forAnybody: boolean): void {
    this.#waiting.add(chat);
    if (forAnybody) this.inbox.raise();
  }

  /** A message of this chat is done: it is the next one's turn. */
  done(chat: string): void {
    if (this.#waiting.delete(chat)) this.inbox.raise();
  }
}
