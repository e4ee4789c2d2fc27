import type { Content, User } from '../bot-api.ts';
import type { Clock } from '../clock.ts';
import { Chat, type ChatSettings, type Happening, type Posted } from './chat.ts';

/** What is said and done, for those who watch. */
export type Event =
  | { readonly kind: 'posted' | 'edited' | 'deleted' | 'reacted'; readonly posted: Posted; readonly by: User }
  | { readonly kind: 'happened'; readonly chat: Chat; readonly happening: Happening };

/** People, chats and what has been said in them. */
export class World {
  readonly bot: User;
  readonly users = new Map<number, User>();
  readonly chats = new Map<number, Chat>();
  readonly #clock: Clock;
  readonly #watchers = new Set<(event: Event) => void>();
  readonly #ownIds = new Map<Chat, number>();
  #nextId: number;

  constructor(clock: Clock, bot: User, firstMessageId: number) {
    this.#clock = clock;
    this.bot = bot;
    this.#nextId = firstMessageId;
    this.users.set(bot.id, bot);
  }

  addChat(settings: ChatSettings): Chat {
    const chat = new Chat(settings);
    this.chats.set(chat.id, chat);
    return chat;
  }

  /** A private chat has the person's id; it is there as soon as it is asked for, though not yet started. */
  privateChat(person: User): Chat {
    const known = this.chats.get(person.id);
    if (known) return known;
    const chat = this.addChat({ id: person.id, type: 'private', person });
    chat.members.set(person.id, 'member').set(this.bot.id, 'member');
    return chat;
  }

  post(chat: Chat, by: User, content: Content, date = this.#clock.unix()): Posted {
    const message = { message_id: this.#idFor(chat), from: by, chat: chat.fields, date, ...content };
    const posted: Posted = {
      message,
      chat,
      before: [],
      reactions: new Map(),
      deleted: false,
      at: this.#clock.wall(),
    };
    chat.messages.set(message.message_id, posted);
    chat.story.push(posted);
    this.#tell({ kind: 'posted', posted, by });
    return posted;
  }

  edit(posted: Posted, by: User, content: Content): void {
    const { reply_markup: _, ...kept } = posted.message;
    const said = posted.message.text ?? posted.message.caption ?? '';
    const says = content.text ?? content.caption ?? said;
    if (says !== said) posted.before.push(said);
    posted.message = { ...kept, ...content, edit_date: this.#clock.unix() };
    this.#tell({ kind: 'edited', posted, by });
  }

  remove(posted: Posted, by: User): void {
    posted.deleted = true;
    this.#tell({ kind: 'deleted', posted, by });
  }

  react(posted: Posted, by: User, emoji: readonly string[]): void {
    if (emoji.length > 0) posted.reactions.set(by.id, emoji);
    else posted.reactions.delete(by.id);
    this.#tell({ kind: 'reacted', posted, by });
  }

  happen(chat: Chat, happening: Happening): void {
    chat.story.push(happening);
    this.#tell({ kind: 'happened', chat, happening });
  }

  /** Tells of everything from now on; gives back how to stop that. */
  watch(watcher: (event: Event) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Supergroups count for themselves; private chats and basic groups share the bot's own count. */
  #idFor(chat: Chat): number {
    if (chat.type !== 'supergroup') return this.#nextId++;
    const id = (this.#ownIds.get(chat) ?? this.#nextId) + 1;
    this.#ownIds.set(chat, id);
    return id;
  }

  #tell(event: Event): void {
    for (const watcher of this.#watchers) watcher(event);
  }
}
