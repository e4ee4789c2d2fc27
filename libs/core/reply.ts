/** A button under a reply. */
export interface Button {
  readonly label: string;
  /** What pressing it says, as if typed. */
  readonly say: string;
  /** The question it answers, and no other. */
  readonly question?: string;
  /** It opens the bot's own chat, where pressing Start says it. */
  readonly opens?: 'bot';
}

/** Words of a reply that are somebody's name, and their id on the platform: they are told of it. */
export interface Mentioned {
  readonly start: number;
  readonly length: number;
  readonly externalId: string;
}

/** An outcome in words and buttons, for a chat. Plain text; `mentions` are UTF-16 ranges that name somebody. */
export interface Reply {
  readonly text: string;
  readonly mentions?: readonly Mentioned[];
  readonly buttons?: readonly (readonly Button[])[];
}
