import type { MemberStatus, Message, UpdateType, User } from '../bot-api.ts';
import type { Clock } from '../clock.ts';
import type { UpdateLog } from '../delivery/update-log.ts';
import type { Chat, Posted } from './chat.ts';
import { covered } from './entities.ts';
import type { World } from './world.ts';

const DAY = 86_400;
const CALLBACK_SECONDS = 150;

/** What a bot is told of what happens, and in which queue: as Client.cpp decides it. */
export class BotUpdates {
  readonly #log: UpdateLog;
  readonly #world: World;
  readonly #clock: Clock;
  /** Privacy mode: in groups only what is meant for the bot reaches it. */
  privacy = true;

  constructor(log: UpdateLog, world: World, clock: Clock) {
    this.#log = log;
    this.#world = world;
    this.#clock = clock;
  }

  said({ message, chat }: Posted): void {
    if (this.#reaches(message, chat)) this.#message('message', message, chat);
  }

  edited({ message, chat }: Posted): void {
    if (this.#reaches(message, chat)) this.#message('edited_message', message, chat);
  }

  pressed(query: { readonly id: string; readonly from: User; readonly data: string; readonly posted: Posted }): void {
    const { id, from, data, posted } = query;
    const payload = { id, from, message: posted.message, chat_instance: instanceOf(posted.chat), data };
    this.#log.push('callback_query', payload, { queue: `callbacks of ${from.id}`, seconds: CALLBACK_SECONDS });
  }

  /** In groups only an administrator is told of reactions. */
  reacted(posted: Posted, user: User, before: readonly string[], after: readonly string[]): void {
    const { chat, message } = posted;
    if (chat.type !== 'private' && !chat.isAdmin(this.#world.bot.id)) return;
    const payload = {
      chat: chat.fields,
      message_id: message.message_id,
      user,
      date: this.#clock.unix(),
      old_reaction: before.map(reaction),
      new_reaction: after.map(reaction),
    };
    this.#log.push('message_reaction', payload, { queue: `reactions in ${chat.id}`, seconds: DAY });
  }

  memberChanged(chat: Chat, by: User, who: User, change: { before: MemberStatus; after: MemberStatus }): void {
    const mine = who.id === this.#world.bot.id;
    if (!mine && !chat.isAdmin(this.#world.bot.id)) return;
    const payload = {
      chat: chat.fields,
      from: by,
      date: this.#clock.unix(),
      old_chat_member: { user: who, status: change.before },
      new_chat_member: { user: who, status: change.after },
    };
    const queue = mine ? `my membership in ${chat.id}` : `membership of ${who.id}`;
    this.#log.push(mine ? 'my_chat_member' : 'chat_member', payload, { queue, seconds: DAY });
  }

  #message(type: UpdateType, message: Message, chat: Chat): void {
    const seconds = (message.edit_date ?? message.date) + DAY - this.#clock.unix();
    if (seconds > 0) this.#log.push(type, message, { queue: `messages in ${chat.id}`, seconds });
  }

  #reaches(message: Message, chat: Chat): boolean {
    const { bot } = this.#world;
    if (chat.type === 'private') return !chat.blocked;
    if (message.left_chat_member?.id === bot.id) return true;
    if (!chat.isIn(bot.id)) return false;
    if (!this.privacy || chat.isAdmin(bot.id) || isService(message)) return true;
    return message.reply_to_message?.from.id === bot.id || this.#names(message);
  }

  /** A command for nobody else, or the bot's name. */
  #names({ text, caption, entities, caption_entities: captioned }: Message): boolean {
    const words = (text ?? caption ?? '').toLowerCase();
    const name = `@${this.#world.bot.username?.toLowerCase()}`;
    return (entities ?? captioned ?? []).some((entity) => {
      const word = covered(words, entity);
      if (entity.type === 'bot_command') return !word.includes('@') || word.endsWith(name);
      if (entity.type === 'text_mention') return entity.user?.id === this.#world.bot.id;
      return entity.type === 'mention' && word === name;
    });
  }
}

function isService(message: Message): boolean {
  return Boolean(
    message.new_chat_members ?? message.left_chat_member ?? message.migrate_to_chat_id ?? message.migrate_from_chat_id,
  );
}

function reaction(emoji: string) {
  return { type: 'emoji', emoji };
}

function instanceOf(chat: Chat): string {
  return String(BigInt(chat.id) * 7_919n + 4_611_686_018n);
}
