import type { Reply } from '#core';

/** Where a reply goes, and the message it answers. */
export interface Destination {
  readonly chat: string;
  readonly replyTo?: string | undefined;
}

/** The way out to a chat. */
export abstract class Messenger {
  /** What is behind it, for `/health/ready`. */
  abstract readonly adapter: string;

  /**
   * Says a reply in a chat; answers the platform's id of what was sent.
   * Throws `UnavailableError` (with `retryAfterSeconds` when the platform named it), or `forbidden` when the chat is closed to us.
   */
  abstract send(to: Destination, reply: Reply): Promise<{ platformId?: string }>;

  /** Whether the platform answers; throws `UnavailableError`. */
  abstract ping(): Promise<void>;
}
