import { UnavailableError } from '#core';
import { Messenger } from './messenger.ts';

/** Without a chat platform: the conversation is kept in the records, where the chat page and REST read it. */
export class EmbeddedMessenger extends Messenger {
  readonly adapter = 'embedded (conversation kept)';

  async send(): Promise<{ platformId?: string }> {
    return {};
  }

  async react(): Promise<void> {}

  /** Nothing lies anywhere else; what once lay on a platform is had when there is one again. */
  async fetch(): Promise<never> {
    throw new UnavailableError('the chat platform');
  }

  async ping(): Promise<void> {}
}
