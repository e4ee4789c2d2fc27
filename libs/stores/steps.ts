import type { Actor, Command, CommandName, Known, Outcome, RouteGist, Source } from '#core';

/** Who acts, and where the words came from. `api` is a program that speaks in commands. */
export interface StepContext {
  readonly actor: Actor;
  readonly source: Source | 'api';
  readonly chat: string;
  readonly messageId?: string;
}

/** One thing to carry out in the transaction of its message: a change or a look, or an outcome that is settled already. */
export type Step =
  | {
      readonly command: CommandName;
      readonly op: string;
      readonly args: Readonly<Record<string, unknown>>;
      readonly of?: object;
    }
  | {
      readonly outcome: Outcome;
      /** What the conversation is about from now on. */
      readonly last?: Known['last'];
    };

/** Where the outcomes are to be sent once they are committed. */
export interface ReplyTo {
  readonly channel: Source;
  readonly chat: string;
  readonly replyTo?: string;
  readonly topic?: string;
  /** Our own message that is to be changed instead of sending another. */
  readonly instead?: string;
  /** Said once under this name, however many messages it would answer. */
  readonly once?: string;
  readonly language: string;
  readonly timeZone: string;
}

/** The same key again is the same request; another body under it is refused. */
export interface Idempotency {
  readonly sourceId: string;
  readonly requestHash: string;
  readonly body?: object;
}

/** How far somebody reaches with an operation: what they made, also what is for them, also all at their sites, everything. */
export type Reach = 'own' | 'theirs' | 'sites' | 'any';

export interface Commit {
  readonly context: StepContext;
  readonly steps: readonly Step[];
  /** The reach of each operation; without it there are no limits. */
  readonly within?: Readonly<Record<string, Reach>>;
  readonly owner?: string;
  readonly route?: RouteGist;
  /** As understood, for whoever asks again. */
  readonly commands?: readonly Command[];
  readonly reply?: ReplyTo;
  /** The platform id of the message this is a new wording of. */
  readonly revises?: string;
  readonly idempotency?: Idempotency;
  /** Drop the message's text (somebody we do not know). */
  readonly forget?: boolean;
}

export interface Committed {
  readonly outcomes: readonly Outcome[];
  readonly messageId?: string;
  readonly replayed?: boolean;
  readonly requestHash?: string;
}
