import type { Content, Entity, FileFields, Location, Message, Origin, User } from '../bot-api.ts';
import { withoutReply } from '../methods/send.ts';
import type { BotUpdates } from '../world/bot-updates.ts';
import type { Chat, Posted } from '../world/chat.ts';
import { entitiesIn } from '../world/entities.ts';
import type { Files, NewFile } from '../world/files.ts';
import type { World } from '../world/world.ts';
import type { Press, Presses } from './presses.ts';

/** How something is said. */
export interface Manner {
  readonly entities?: readonly Entity[];
  readonly replyTo?: Posted;
  readonly topic?: number;
  /** Seconds, when it was said earlier than now. */
  readonly date?: number;
}

export interface Captioned extends Manner {
  readonly caption?: string;
}

interface Parts {
  readonly world: World;
  readonly updates: BotUpdates;
  readonly files: Files;
  readonly presses: Presses;
}

const PIXEL = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2Q==', 'base64');
const SILENCE = Buffer.from('T2dnUwACAAAAAAAAAAAAAAAAAAAAAAAAAAABHk9wdXNIZWFk', 'base64');

/** Somebody with Telegram on their phone. */
export class Person {
  readonly user: User;
  /** Their private chat with the bot. */
  readonly chat: Chat;
  readonly #parts: Parts;

  constructor(user: User, parts: Parts) {
    this.user = user;
    this.#parts = parts;
    this.chat = parts.world.privateChat(user);
  }

  /** Presses Start, perhaps through a link that carries something. */
  starts(payload = ''): Posted {
    return this.says(this.chat, `/start ${payload}`.trim());
  }

  says(chat: Chat, text: string, manner: Manner = {}): Posted {
    const entities = entitiesIn(text, manner.entities);
    return this.#post(chat, { text, ...(entities.length > 0 && { entities }) }, manner);
  }

  edits(posted: Posted, text: string): void {
    const { entities: _, caption_entities: __, ...kept } = posted.message;
    const found = entitiesIn(text);
    const captioned = posted.message.text === undefined;
    this.#parts.world.edit(posted, this.user, {
      ...kept,
      ...(captioned ? { caption: text } : { text }),
      entities: captioned || found.length === 0 ? undefined : found,
      ...(captioned && found.length > 0 && { caption_entities: found }),
    });
    this.#parts.updates.edited(posted);
  }

  photo(chat: Chat, options: Captioned & Partial<NewFile> = {}): Posted {
    return this.#post(chat, { ...this.#photo(options), ...captioned(options) }, options);
  }

  /** One message for each picture; the caption stands on the first. */
  album(chat: Chat, pictures: number | readonly Partial<NewFile>[], options: Captioned = {}): Posted[] {
    const group = String(13_000_000_000_000_000 + this.#parts.world.chats.size * 1000 + chat.messages.size);
    const all = typeof pictures === 'number' ? Array.from({ length: pictures }, () => ({})) : pictures;
    return all.map((picture, index) =>
      this.#post(
        chat,
        { ...this.#photo(picture), ...(index === 0 && captioned(options)), media_group_id: group },
        options,
      ),
    );
  }

  voice(chat: Chat, options: Captioned & Partial<NewFile> = {}): Posted {
    const file = { bytes: SILENCE, type: 'audio/ogg', duration: 3, ...fileOf(options) };
    return this.#post(chat, { voice: this.#parts.files.keep('voice', file) }, options);
  }

  document(chat: Chat, file: NewFile, options: Captioned = {}): Posted {
    return this.#post(chat, { document: this.#parts.files.keep('documents', file), ...captioned(options) }, options);
  }

  location(chat: Chat, location: Location, manner: Manner = {}): Posted {
    return this.#post(chat, { location }, manner);
  }

  /** A live location moves on: Telegram calls that an edit. */
  moves(posted: Posted, to: Location): void {
    this.#parts.world.edit(posted, this.user, { ...posted.message, location: { ...posted.message.location, ...to } });
    this.#parts.updates.edited(posted);
  }

  /** Passes on a message, or something from outside. */
  forwards(chat: Chat, what: Posted | { readonly text: string; readonly from: Origin }): Posted {
    if (!('message' in what)) return this.#post(chat, { text: what.text, forward_origin: what.from }, {});
    const { message_id: _, from, date, chat: __, reply_to_message: ___, reply_markup: ____, ...content } = what.message;
    const origin: Origin = content.forward_origin ?? { type: 'user', sender_user: from, date };
    return this.#post(chat, { ...content, forward_origin: origin }, {});
  }

  /** Presses the button with this label, or of this number (from 1), as the message stands now. */
  presses(posted: Posted, button: string | number): Press {
    const buttons = posted.message.reply_markup?.inline_keyboard.flat() ?? [];
    const found = typeof button === 'number' ? buttons[button - 1] : buttons.find(({ text }) => text === button);
    if (!found) throw new Error(`no button "${button}" among ${JSON.stringify(buttons.map(({ text }) => text))}`);
    if (found.callback_data === undefined) throw new Error(`"${found.text}" opens something; it asks the bot nothing`);
    return this.sendsCallback(posted, found.callback_data, found.text);
  }

  /** What a forged client can do: press a button that is not there. */
  sendsCallback(posted: Posted, data: string, label = data): Press {
    const { presses, updates, world } = this.#parts;
    const press = presses.open(this.user, posted, data);
    world.happen(posted.chat, { kind: 'pressed', by: this.user.first_name, what: label });
    updates.pressed({ id: press.id, from: this.user, data, posted });
    return press;
  }

  /** With no emoji the reaction is taken back. */
  reacts(posted: Posted, ...emoji: readonly string[]): void {
    const before = posted.reactions.get(this.user.id) ?? [];
    this.#parts.world.react(posted, this.user, emoji);
    this.#parts.updates.reacted(posted, this.user, before, emoji);
  }

  blocks(): void {
    this.#setBlocked(true);
  }

  unblocks(): void {
    this.#setBlocked(false);
  }

  joins(chat: Chat): Posted {
    const before = chat.statusOf(this.user.id);
    chat.members.set(this.user.id, 'member');
    const posted = this.#post(chat, { new_chat_members: [this.user] }, {});
    this.#parts.updates.memberChanged(chat, this.user, this.user, { before, after: 'member' });
    return posted;
  }

  leaves(chat: Chat): Posted {
    const before = chat.statusOf(this.user.id);
    const posted = this.#post(chat, { left_chat_member: this.user }, {});
    chat.members.set(this.user.id, 'left');
    this.#parts.updates.memberChanged(chat, this.user, this.user, { before, after: 'left' });
    return posted;
  }

  #setBlocked(blocked: boolean): void {
    const { world, updates } = this.#parts;
    const [before, after] = blocked ? (['member', 'kicked'] as const) : (['kicked', 'member'] as const);
    this.chat.blocked = blocked;
    this.chat.started = true;
    world.happen(this.chat, { kind: blocked ? 'blocked' : 'unblocked', by: this.user.first_name, what: '' });
    updates.memberChanged(this.chat, this.user, world.bot, { before, after });
  }

  #post(chat: Chat, content: Content, { replyTo, topic, date }: Manner): Posted {
    if (chat.migratedTo) throw new Error(`${chat.title} is a supergroup now: say it there`);
    if (chat.blocked) throw new Error(`${this.user.first_name} has blocked the bot: unblock first`);
    if (!chat.isIn(this.user.id)) throw new Error(`${this.user.first_name} is not in ${chat.title}`);
    if (chat.type === 'private') chat.started = true;
    const posted = this.#parts.world.post(chat, this.user, { ...content, ...context(replyTo?.message, topic) }, date);
    this.#parts.updates.said(posted);
    return posted;
  }

  #photo(options: Partial<NewFile>): { photo: readonly FileFields[] } {
    return { photo: this.#parts.files.keepPhoto({ bytes: PIXEL, ...fileOf(options) }) };
  }
}

function context(answered: Message | undefined, topic: number | undefined): Content {
  return {
    ...(answered && { reply_to_message: withoutReply(answered) }),
    ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true as const }),
  };
}

function captioned({ caption, entities }: Captioned): Content {
  if (caption === undefined) return {};
  const found = entitiesIn(caption, entities);
  return { caption, ...(found.length > 0 && { caption_entities: found }) };
}

function fileOf({ bytes, name, type, size, duration }: Partial<NewFile>): Partial<NewFile> {
  return Object.fromEntries(
    Object.entries({ bytes, name, type, size, duration }).filter(([, value]) => value !== undefined),
  );
}
