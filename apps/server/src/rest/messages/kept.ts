import { Injectable } from '@nestjs/common';
import { type Actor, Clock } from '#core';
import { Archive } from '#processors';
import { Replies } from '#replies';
import type { KeptMessage, Page } from '#stores';
import type { MessageQuery, MessageView } from './message.dto.ts';

/** Messages that were said before, with what came of them in the reader's own words. */
@Injectable()
export class Kept {
  constructor(
    private readonly archive: Archive,
    private readonly replies: Replies,
    private readonly clock: Clock,
  ) {}

  async page(actor: Actor, { person, timeZone = actor.timeZone, ...filter }: MessageQuery): Promise<Page<MessageView>> {
    const personId = person === 'me' ? actor.personId : person;
    const { items, nextCursor } = await this.archive.messages(actor, { ...filter, personId });
    return { items: items.map((message) => this.#view(message, { ...actor, timeZone })), nextCursor };
  }

  async one(actor: Actor, id: string): Promise<MessageView> {
    return this.#view(await this.archive.message(actor, id), actor);
  }

  retry(actor: Actor, id: string): Promise<void> {
    return this.archive.retry(actor, id);
  }

  #view(kept: KeptMessage, actor: Actor): MessageView {
    const { seq: _, outcomes, commands, ...message } = kept;
    const replies = outcomes ? [this.replies.word(outcomes, { ...actor, now: this.clock.now() })] : [];
    return { ...message, commands: commands ?? [], outcomes: outcomes ?? [], replies };
  }
}
