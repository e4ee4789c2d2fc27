/** The shapes of the Bot API that the emulator sends and takes; https://core.telegram.org/bots/api#available-types */
export interface User {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
}

export type ChatType = 'private' | 'group' | 'supergroup';

export interface ChatFields {
  readonly id: number;
  readonly type: ChatType;
  readonly title?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly is_forum?: true;
}

/** Offset and length count UTF-16 units. */
export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly user?: User;
  readonly language?: string;
}

export interface FileFields {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
}

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly live_period?: number;
}

export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
  readonly web_app?: { readonly url: string };
}

export interface InlineKeyboard {
  readonly inline_keyboard: readonly (readonly InlineButton[])[];
}

export type Origin =
  | { readonly type: 'user'; readonly sender_user: User; readonly date: number }
  | { readonly type: 'hidden_user'; readonly sender_user_name: string; readonly date: number }
  | { readonly type: 'chat'; readonly sender_chat: ChatFields; readonly date: number };

/** What a message says, apart from who says it where and when. */
export interface Content {
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly caption?: string;
  readonly caption_entities?: readonly Entity[];
  readonly photo?: readonly FileFields[];
  readonly voice?: FileFields;
  readonly document?: FileFields;
  readonly location?: Location;
  readonly media_group_id?: string;
  readonly forward_origin?: Origin;
  readonly reply_to_message?: Message;
  readonly reply_markup?: InlineKeyboard;
  readonly message_thread_id?: number;
  readonly is_topic_message?: true;
  readonly new_chat_members?: readonly User[];
  readonly left_chat_member?: User;
  readonly migrate_to_chat_id?: number;
  readonly migrate_from_chat_id?: number;
}

export interface Message extends Content {
  readonly message_id: number;
  readonly from: User;
  readonly chat: ChatFields;
  readonly date: number;
  readonly edit_date?: number;
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

export const UPDATE_TYPES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'message_reaction',
  'message_reaction_count',
] as const;

export type UpdateType = (typeof UPDATE_TYPES)[number];
