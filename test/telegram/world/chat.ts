import type { ChatFields, ChatType, MemberStatus, Message, User } from '../bot-api.ts';

/** A message as it stands in a chat, with what became of it. */
export interface Posted {
  message: Message;
  readonly chat: Chat;
  /** What it said before it was edited, oldest first. */
  readonly before: string[];
  /** Emoji by who reacted. */
  readonly reactions: Map<number, readonly string[]>;
  deleted: boolean;
  /** When it was posted, in milliseconds of the wall clock. */
  readonly at: number;
}

/** What happens in a chat besides messages. */
export interface Happening {
  readonly kind: 'pressed' | 'answered' | 'joined' | 'left' | 'blocked' | 'unblocked' | 'migrated';
  readonly by: string;
  readonly what: string;
}

export interface ChatSettings {
  readonly id: number;
  readonly type: ChatType;
  readonly title?: string;
  readonly person?: User;
  readonly forum?: boolean;
}

/** A chat as Telegram keeps it. */
export class Chat {
  readonly id: number;
  readonly type: ChatType;
  readonly title: string;
  readonly fields: ChatFields;
  readonly members = new Map<number, MemberStatus>();
  readonly messages = new Map<number, Posted>();
  /** Messages and what happened between them, in order. */
  readonly story: (Posted | Happening)[] = [];
  readonly topics = new Map<number, string>();
  /** A private chat exists for the bot once its person has pressed Start. */
  started = false;
  blocked = false;
  deactivated = false;
  migratedTo: Chat | undefined;

  constructor({ id, type, title, person, forum }: ChatSettings) {
    this.id = id;
    this.type = type;
    this.title = title ?? person?.first_name ?? String(id);
    this.fields = {
      id,
      type,
      ...(title !== undefined && { title }),
      ...(person && {
        first_name: person.first_name,
        ...(person.last_name !== undefined && { last_name: person.last_name }),
        ...(person.username !== undefined && { username: person.username }),
      }),
      ...(forum && { is_forum: true as const }),
    };
  }

  statusOf(id: number): MemberStatus {
    return this.members.get(id) ?? 'left';
  }

  isIn(id: number): boolean {
    return !['left', 'kicked'].includes(this.statusOf(id));
  }

  isAdmin(id: number): boolean {
    return ['creator', 'administrator'].includes(this.statusOf(id));
  }

  /** The message, unless it is deleted or was never there. */
  find(messageId: number): Posted | undefined {
    const posted = this.messages.get(messageId);
    return posted?.deleted ? undefined : posted;
  }
}

export function isPosted(entry: Posted | Happening): entry is Posted {
  return 'message' in entry;
}
