/** Where a message came in: a Telegram chat, the REST API, or the chat page. */
export type Source = 'telegram' | 'rest' | 'page';

/** The roles, from least to most. */
export type Role = 'operator' | 'manager' | 'admin';

/** What an API key is for: reading records, changing them, running the place. */
export type Scope = 'read' | 'write' | 'admin';

/** Who is speaking: a person of an organisation, and the zone their words about time are meant in (IANA name). */
export interface Actor {
  readonly organisationId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly timeZone: string;
  readonly language: string;
  /** What the key they speak with may be used for; absent: everything their role allows. */
  readonly scopes?: readonly Scope[];
}

/** A photo, voice note, document or place sent along with a message. */
export interface Attachment {
  readonly kind: 'photo' | 'voice' | 'audio' | 'video' | 'document' | 'location' | 'contact';
  readonly fileId?: string;
  readonly fileUniqueId?: string;
  readonly fileName?: string;
  readonly mimeType?: string;
  readonly sizeBytes?: number;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** A person named by the platform itself rather than by spelling (Telegram's text_mention). */
export interface Mention {
  readonly text: string;
  readonly externalId: string;
}

/** What a person said, from any edge. `sourceId` is unique within its source: the same one again is the same message. */
export interface Message {
  readonly source: Source;
  readonly sourceId: string;
  /** The conversation the message belongs to; replies go there. */
  readonly chat: string;
  readonly text: string;
  readonly sentAt: Date;
  readonly attachments?: readonly Attachment[];
  readonly mentions?: readonly Mention[];
  /** The message's own id on its platform, for answering it. */
  readonly platformId?: string;
  /** This is a new wording of the message with that platform id (its own). */
  readonly edited?: boolean;
  /** A button under one of our messages (`platformId`) was pressed: that message is changed, not answered. */
  readonly pressed?: boolean;
  /** The album it is part of: an album is answered once. */
  readonly album?: string;
  /** The topic of a group it was said in, where the answer goes too. */
  readonly topic?: string;
  /** The message this one answers, by its id on the platform. */
  readonly replyTo?: string;
  readonly forwardedFrom?: string;
  /** IANA zone that overrides the sender's own for this message. */
  readonly timeZone?: string;
}
