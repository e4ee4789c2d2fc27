import { AppError, type Reply } from '#core';

/** Where a reply goes, and the message it answers. */
export interface Destination {
  readonly chat: string;
  readonly replyTo?: string | undefined;
  /** Our own message that is to be changed; when it cannot be, another is sent. */
  readonly instead?: string | undefined;
  /** The topic of a group. */
  readonly topic?: string | undefined;
  /** The same each time the same reply is tried, so that of a long one only what is missing is said. */
  readonly key?: string | undefined;
}

/** The chat goes by another id now; what was to be said there is to be said here. */
export class ChatMovedError extends AppError {
  constructor(readonly to: string) {
    super('conflict', 'The chat has a new id');
  }
}

/** A file is larger than the platform hands over. */
export class FileTooLargeError extends AppError {
  constructor(cause?: unknown) {
    super('limit', 'The file is larger than the platform hands over', { cause });
  }
}

/** The way out to a chat. */
export abstract class Messenger {
  /** What is behind it, for `/health/ready`. */
  abstract readonly adapter: string;

  /**
   * Says a reply in a chat; answers the platform's id of what was sent.
   * Throws `UnavailableError` (with `retryAfterSeconds` when the platform named it), `forbidden` when the chat is closed
   * to us, `ChatMovedError` when it has a new id, `invalid` when it will never be taken.
   */
  abstract send(to: Destination, reply: Reply): Promise<{ platformId?: string }>;

  /** Sets our reaction to a message of a chat, or takes it away; throws as `send` does. Doing it twice is harmless. */
  abstract react(chat: string, platformId: string, emoji: '👀' | undefined): Promise<void>;

  /**
   * What is in a file that somebody sent, by the platform's id of it. Throws `FileTooLargeError`, `not_found` when it will
   * never be had, `UnavailableError`.
   */
  abstract fetch(fileId: string): Promise<Uint8Array<ArrayBuffer>>;

  /** Whether the platform answers; throws `UnavailableError`. */
  abstract ping(): Promise<void>;
}
