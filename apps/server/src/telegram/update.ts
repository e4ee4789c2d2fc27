/** What we read of Telegram's updates: narrower than Telegraf's types, and newer where they have fallen behind. */
export interface TelegramUpdate {
  readonly update_id: number;
  readonly message?: TelegramMessage;
  readonly edited_message?: TelegramMessage;
  readonly callback_query?: TelegramCallback;
  readonly message_reaction?: TelegramReaction;
  readonly my_chat_member?: TelegramMembership;
}

export interface TelegramUser {
  readonly id: number;
  readonly is_bot?: boolean;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly username?: string;
  /** Of their own app, as an IETF tag: es, es-MX. */
  readonly language_code?: string;
}

export interface TelegramChat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  readonly title?: string;
}

export interface TelegramEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly user?: TelegramUser;
}

export interface TelegramFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly file_size?: number;
}

export interface TelegramMessage {
  readonly message_id: number;
  readonly from?: TelegramUser;
  readonly chat: TelegramChat;
  readonly date: number;
  readonly edit_date?: number;
  readonly text?: string;
  readonly caption?: string;
  readonly entities?: readonly TelegramEntity[];
  readonly caption_entities?: readonly TelegramEntity[];
  readonly reply_to_message?: TelegramMessage;
  readonly forward_origin?: TelegramOrigin;
  readonly media_group_id?: string;
  readonly is_topic_message?: boolean;
  readonly message_thread_id?: number;
  /** The group has become a supergroup with this id. */
  readonly migrate_to_chat_id?: number;
  /** The same photo in several sizes, smallest first. */
  readonly photo?: readonly TelegramFile[];
  readonly voice?: TelegramFile;
  readonly audio?: TelegramFile;
  readonly video?: TelegramFile;
  readonly document?: TelegramFile;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly contact?: { readonly first_name: string; readonly phone_number: string };
}

export interface TelegramOrigin {
  readonly sender_user?: TelegramUser;
  readonly sender_user_name?: string;
  readonly sender_chat?: TelegramChat;
  readonly chat?: TelegramChat;
}

export interface TelegramCallback {
  readonly id: string;
  readonly from: TelegramUser;
  readonly message?: TelegramMessage;
  readonly data?: string;
}

export interface TelegramReaction {
  readonly chat: TelegramChat;
  readonly message_id: number;
  readonly user?: TelegramUser;
  readonly date: number;
  readonly old_reaction: readonly { readonly type: string; readonly emoji?: string }[];
  readonly new_reaction: readonly { readonly type: string; readonly emoji?: string }[];
}

/** The bot itself was let in, thrown out, blocked or taken back. */
export interface TelegramMembership {
  readonly chat: TelegramChat;
  readonly new_chat_member: { readonly status: string };
}

/** Whether a message has what we rely on; all else of it is read as it comes. */
export function isWhole(message: TelegramMessage): boolean {
  const { message_id: id, chat, date, edit_date: edited = date, text, caption } = message;
  const words = [text, caption].every((said) => said === undefined || typeof said === 'string');
  const lists = [message.entities, message.caption_entities, message.photo].every(
    (list) => list === undefined || isListOfObjects(list),
  );
  return (
    words && lists && Number.isSafeInteger(id) && Number.isSafeInteger(chat?.id) && isMoment(date) && isMoment(edited)
  );
}

/** Seconds since 1970, up to the year 9999. */
function isMoment(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= 0 && seconds < 253_402_300_800;
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);
}

/** The same of a reaction. */
export function isReaction({
  message_id: id,
  chat,
  date,
  old_reaction: before,
  new_reaction: after,
}: TelegramReaction): boolean {
  const numbers = [id, chat?.id, date].every(Number.isSafeInteger);
  return numbers && Array.isArray(before) && Array.isArray(after);
}

/** The same of a change of the bot's own membership. */
export function isMembership({ chat, new_chat_member: member }: TelegramMembership): boolean {
  return Number.isSafeInteger(chat?.id) && typeof member?.status === 'string';
}

export function isUser(user: TelegramUser | undefined): user is TelegramUser {
  return Number.isSafeInteger(user?.id);
}
