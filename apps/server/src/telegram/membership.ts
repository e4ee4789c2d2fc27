import { Injectable } from '@nestjs/common';
import { Organisation, Outbox } from '#stores';
import type { TelegramMembership } from './update.ts';

const OUT = new Set(['kicked', 'left', 'restricted']);

/** Where the bot may speak: chats open when it is let in and close when it is thrown out or blocked. */
@Injectable()
export class Membership {
  constructor(
    private readonly outbox: Outbox,
    private readonly organisation: Organisation,
  ) {}

  /** The bot was let in, thrown out, blocked or taken back. */
  async changed({ chat, new_chat_member: { status } }: TelegramMembership): Promise<void> {
    const organisationId = await this.organisation.id();
    if (OUT.has(status)) await this.outbox.closeChat(organisationId, 'telegram', String(chat.id), status);
    else await this.outbox.openChat(organisationId, 'telegram', String(chat.id));
  }

  /** A group became a supergroup: what is known of it and what waits for it go by its new id. */
  async moved(from: number, to: number): Promise<void> {
    await this.outbox.moveChat(await this.organisation.id(), 'telegram', String(from), String(to));
  }
}
