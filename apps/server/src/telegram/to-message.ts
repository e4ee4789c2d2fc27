import type { Attachment, Mention } from '#core';
import type { ToAccept } from '#stores';
import { type BotName, forBot, meantForBot } from './addressing.ts';
import {
  isReaction,
  isUser,
  isWhole,
  type TelegramCallback,
  type TelegramMessage,
  type TelegramOrigin,
  type TelegramReaction,
  type TelegramUpdate,
  type TelegramUser,
} from './update.ts';

const KINDS = ['voice', 'audio', 'video', 'document'] as const;

/** What somebody said by an update; undefined for updates in which nobody says anything to us. */
export function toMessage(update: TelegramUpdate, bot: BotName): ToAccept | undefined {
  if (update.callback_query) return pressed(update.callback_query);
  if (update.message_reaction) return reacted(update.message_reaction);
  if (update.message) return said(update.message, bot);
  if (update.edited_message) return said(update.edited_message, bot);
  return undefined;
}

function said(message: TelegramMessage, bot: BotName): ToAccept | undefined {
  const { from } = message;
  if (!isUser(from) || from.is_bot || !isWhole(message) || !meantForBot(message, bot)) return undefined;
  const { chat, message_id: id, date, edit_date: edited } = message;
  const text = forBot(message.text ?? message.caption ?? '', bot);
  const attachments = attachmentsOf(message);
  // a position that moves comes as an edit every few seconds; it was said once
  if ((!text && attachments.length === 0) || (edited !== undefined && message.location)) return undefined;
  return {
    message: {
      source: 'telegram',
      sourceId: edited === undefined ? `${chat.id}:${id}` : `${chat.id}:${id}:edit:${edited}`,
      chat: String(chat.id),
      text,
      sentAt: new Date((edited ?? date) * 1000),
      platformId: String(id),
      ...(edited !== undefined && { edited: true }),
      ...(message.media_group_id && { album: message.media_group_id }),
      ...topicOf(message),
      ...(attachments.length > 0 && { attachments }),
      ...mentionsOf(message),
      ...(message.reply_to_message && { replyTo: String(message.reply_to_message.message_id) }),
      ...(message.forward_origin && { forwardedFrom: nameOfOrigin(message.forward_origin) }),
    },
    from: sender(from),
  };
}

/** Pressing a button says what the button says. */
function pressed({ id, from, message, data }: TelegramCallback): ToAccept | undefined {
  if (!message || !isUser(from) || !isWhole(message) || typeof data !== 'string' || !data) return undefined;
  const replyTo = String(message.message_id);
  const chat = String(message.chat.id);
  return {
    message: {
      source: 'telegram',
      sourceId: `cb:${id}`,
      chat,
      text: data,
      sentAt: new Date(),
      platformId: replyTo,
      replyTo,
      pressed: true,
      ...topicOf(message),
    },
    from: sender(from),
  };
}

/** A thumb up on a message is: done, whatever it is about. Taking it away says nothing. */
function reacted(reaction: TelegramReaction): ToAccept | undefined {
  const { chat, message_id: id, user, date, old_reaction: before, new_reaction: after } = reaction;
  const up = (reactions: TelegramReaction['new_reaction']) => reactions.some((one) => one?.emoji === '👍');
  if (!isReaction(reaction) || !isUser(user) || user.is_bot || !up(after) || up(before)) return undefined;
  return {
    message: {
      source: 'telegram',
      sourceId: `${chat.id}:${id}:thumb:${user.id}:${date}`,
      chat: String(chat.id),
      text: '/done',
      sentAt: new Date(date * 1000),
      replyTo: String(id),
    },
    from: sender(user),
  };
}

function topicOf({ is_topic_message: inTopic, message_thread_id: topic }: TelegramMessage): { topic?: string } {
  return inTopic && topic !== undefined ? { topic: String(topic) } : {};
}

function sender(from: TelegramUser): ToAccept['from'] {
  const language = typeof from.language_code === 'string' ? from.language_code : undefined;
  return { externalId: String(from.id), name: nameOfUser(from), ...(language && { language }) };
}

function nameOfUser({ id, first_name: first, last_name: last, username }: TelegramUser): string {
  return [first, last].filter(Boolean).join(' ') || username || String(id);
}

function nameOfOrigin({
  sender_user: user,
  sender_user_name: hidden,
  sender_chat: group,
  chat: channel,
}: TelegramOrigin): string {
  return user ? nameOfUser(user) : (hidden ?? group?.title ?? channel?.title ?? 'somebody');
}

/** People named by the platform: they have no username to spell. */
function mentionsOf({ text, caption = '', entities, caption_entities: captioned }: TelegramMessage): {
  mentions?: readonly Mention[];
} {
  const words = text ?? caption;
  const mentions = (entities ?? captioned ?? []).flatMap(({ type, offset, length, user }) =>
    type === 'text_mention' && user
      ? [{ text: words.slice(offset, offset + length), externalId: String(user.id) }]
      : [],
  );
  return mentions.length > 0 ? { mentions } : {};
}

function attachmentsOf(message: TelegramMessage): Attachment[] {
  const { photo, location, contact } = message;
  const largest = photo?.at(-1);
  return [
    ...(largest ? [fileOf('photo', largest)] : []),
    ...KINDS.flatMap((kind) => (message[kind] ? [fileOf(kind, message[kind])] : [])),
    ...(location ? [{ kind: 'location' as const, latitude: location.latitude, longitude: location.longitude }] : []),
    ...(contact ? [{ kind: 'contact' as const, fileName: contact.first_name }] : []),
  ];
}

function fileOf(kind: Attachment['kind'], file: NonNullable<TelegramMessage['voice']>): Attachment {
  return {
    kind,
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    ...(file.file_name && { fileName: file.file_name }),
    ...(file.mime_type && { mimeType: file.mime_type }),
    ...(file.file_size !== undefined && { sizeBytes: file.file_size }),
  };
}
