import { Injectable } from '@nestjs/common';
import { Clock } from '#core';
import { Messenger } from '#messenger';
import { Replies } from '#replies';
import type { ToSend } from '#stores';
import { Pace } from './pace.ts';

/** Puts what the outbox holds into words, and says it. */
@Injectable()
export class Speaker {
  /** How fast it may speak; whoever speaks for it keeps to that. */
  readonly pace = new Pace();

  constructor(
    private readonly messenger: Messenger,
    private readonly replies: Replies,
    private readonly clock: Clock,
  ) {}

  async say({
    id,
    channel,
    chat,
    again,
    body: { outcomes, replyTo, topic, instead, ...listening },
  }: ToSend): Promise<{ platformId?: string }> {
    // the page and REST read what is kept; only a chat platform has to be told
    if (channel !== 'telegram') return {};
    const reply = this.replies.word(outcomes, {
      ...listening,
      now: this.clock.now(),
      again,
      inGroup: chat.startsWith('-'),
    });
    // a checklist goes on in its own message, also when the answer was typed
    const own = outcomes.map((outcome) => ('instead' in outcome ? outcome.instead : undefined)).find(Boolean);
    return this.messenger.send({ chat, replyTo, topic, instead: instead ?? own, key: String(id) }, reply);
  }
}
