import type { Content, InlineKeyboard, Message } from '../bot-api.ts';
import { messageIn, writableChat } from '../checks/access.ts';
import { finishKeyboard, readKeyboard } from '../checks/keyboard.ts';
import { type Arguments, fieldsOf } from '../server/arguments.ts';
import { badRequest } from '../server/refusal.ts';
import type { Chat } from '../world/chat.ts';
import type { Inside } from './inside.ts';

const GENERAL_TOPIC = 1;

/** Where a message goes: everything `do_send_message` reads and checks before it sends. */
export interface Place {
  readonly chat: Chat;
  readonly keyboard: InlineKeyboard | undefined;
  readonly content: Content;
}

/** Reads the destination in the order in which Telegram does. */
export function placeOf(args: Arguments, { world }: Inside): Place {
  const reply = replyOf(args);
  const markup = readKeyboard(args);
  const chat = writableChat(args, world);
  const thread = threadOf(args, chat);
  const answered = reply && findAnswered(chat, reply);
  const keyboard = finishKeyboard(markup, chat.type === 'private');
  const content: Content = {
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true as const }),
    ...(answered && { reply_to_message: withoutReply(answered) }),
  };
  return { chat, keyboard, content };
}

/** Sends one message there, as fast as Telegram allows. */
export function deliver({ chat, keyboard, content }: Place, what: Content, { world, flood }: Inside): Message {
  flood.pass(chat);
  const { message } = world.post(chat, world.bot, {
    ...content,
    ...what,
    ...(keyboard && { reply_markup: keyboard }),
  });
  return message;
}

/** A message inside another one has no further one inside it. */
export function withoutReply(message: Message): Message {
  const { reply_to_message: _, ...rest } = message;
  return rest;
}

interface Answered {
  readonly messageId: number;
  readonly evenWithout: boolean;
}

function replyOf(args: Arguments): Answered | undefined {
  const value = args.json('reply_parameters', 'reply parameters');
  if (value === undefined) {
    const messageId = args.integer('reply_to_message_id');
    return messageId > 0 ? { messageId, evenWithout: args.flag('allow_sending_without_reply') } : undefined;
  }
  const fields = fieldsOf(value);
  if (!fields) throw badRequest('object expected as reply parameters');
  if (Object.keys(fields).length === 0) return undefined;
  if (fields['message_id'] === undefined) throw badRequest('can\'t find field "message_id"');
  const messageId = Number(fields['message_id']);
  if (!Number.isInteger(messageId)) throw badRequest('field "message_id" must be of type Number');
  return { messageId, evenWithout: fields['allow_sending_without_reply'] === true };
}

function findAnswered(chat: Chat, { messageId, evenWithout }: Answered): Message | undefined {
  if (evenWithout) return chat.find(messageId)?.message;
  return messageIn(chat, messageId, 'message to be replied').message;
}

/** Chats without topics ignore the thread. */
function threadOf(args: Arguments, chat: Chat): number | undefined {
  const thread = args.integer('message_thread_id');
  if (thread === 0 || (chat.type !== 'private' && !chat.fields.is_forum)) return undefined;
  if (thread === GENERAL_TOPIC || !chat.topics.has(thread)) throw badRequest('message thread not found');
  return thread;
}
