import { Injectable } from '@nestjs/common';
import { type Actor, AppError, Clock } from '#core';
import { Replies } from '#replies';
import { Inbox, type KeptMessage, type Page, Records } from '#stores';
import { firstOf } from '../first-of.ts';
import type { MessageQuery, MessageView } from './message.dto.ts';

/** Messages that were said before, with what came of them in the reader's own words. */
@Injectable()
export class Kept {
  constructor(
    private readonly records: Records,
    private readonly replies: Replies,
    private readonly clock: Clock,
    private readonly inbox: Inbox,
  ) {}

  async page(actor: Actor, { person, timeZone = actor.timeZone, ...filter }: MessageQuery): Promise<Page<MessageView>> {
    const personId = person === 'me' ? actor.personId : person;
    const { items, nextCursor } = await this.records.messages(actor.organisationId, { ...filter, personId });
    return { items: items.map((message) => this.#view(message, { ...actor, timeZone })), nextCursor };
  }

  async one(actor: Actor, id: string): Promise<MessageView> {
    return this.#view(firstOf(await this.records.messages(actor.organisationId, { id }), 'message'), actor);
  }

  /** Throws `not_found` when there is no such message, or it is not parked. */
  async retry({ organisationId }: Actor, id: string): Promise<void> {
    if (await this.inbox.retry(organisationId, id)) return;
    throw new AppError('not_found', 'There is no parked message with this id');
  }

  #view(kept: KeptMessage, actor: Actor): MessageView {
    const { seq: _, outcomes, commands, ...message } = kept;
    const replies = outcomes ? [this.replies.word(outcomes, { ...actor, now: this.clock.now() })] : [];
    return { ...message, commands: commands ?? [], outcomes: outcomes ?? [], replies };
  }
}
