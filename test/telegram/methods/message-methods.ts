import type { Content, Message } from '../bot-api.ts';
import { messageIn, readableChat, writableChat } from '../checks/access.ts';
import { finishKeyboard, readKeyboard } from '../checks/keyboard.ts';
import { REACTIONS } from '../checks/reactions.ts';
import { type Formatted, finishText, readText, TEXT } from '../checks/text.ts';
import { type Arguments, fieldsOf } from '../server/arguments.ts';
import { badRequest } from '../server/refusal.ts';
import type { Posted } from '../world/chat.ts';
import type { Inside, Method } from './inside.ts';
import { deliver, placeOf } from './send.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const ACTIONS =
  /^(typing|(upload|record)_(photo|video|voice|audio|video_note|document)|choose_sticker|find_location|cancel)$/;
const DELETABLE_SECONDS = 48 * 3600;

const sendMessage: Method = (args, inside) => {
  const text = readText(args, TEXT);
  const place = placeOf(args, inside);
  return deliver(place, textContent(finishText(text, TEXT, inside.world)), inside);
};

const editMessageText: Method = (args, inside) => {
  const text = readText(args, TEXT);
  const markup = readKeyboard(args);
  const posted = editable(args, inside);
  const content = textContent(finishText(text, TEXT, inside.world));
  const keyboard = finishKeyboard(markup, posted.chat.type === 'private');
  if (posted.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return edit(posted, { ...content, ...(keyboard && { reply_markup: keyboard }) }, inside);
};

const editMessageReplyMarkup: Method = (args, inside) => {
  const markup = readKeyboard(args);
  const posted = editable(args, inside);
  const keyboard = finishKeyboard(markup, posted.chat.type === 'private');
  return edit(posted, keyboard ? { reply_markup: keyboard } : {}, inside);
};

const deleteMessage: Method = (args, { world, clock }) => {
  if (args.text('chat_id') === '') throw badRequest('chat identifier is not specified');
  if (args.integer('message_id') === 0) throw badRequest('message identifier is not specified');
  const chat = writableChat(args, world);
  const posted = messageIn(chat, args.integer('message_id'), 'message to delete');
  const { from, date } = posted.message;
  const mine = from.id === world.bot.id || chat.type === 'private' || chat.isAdmin(world.bot.id);
  if (!mine || clock.unix() - date > DELETABLE_SECONDS) throw badRequest("message can't be deleted");
  world.remove(posted, world.bot);
  return true;
};

const sendChatAction: Method = (args, { world }) => {
  if (!ACTIONS.test(args.text('action'))) throw badRequest('wrong parameter action in request');
  writableChat(args, world);
  return true;
};

const setMessageReaction: Method = (args, { world }) => {
  const emoji = readReactions(args);
  const chat = readableChat(args, world);
  const posted = messageIn(chat, args.integer('message_id'), 'message to react');
  if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  if (emoji.some((one) => !REACTIONS.has(one))) throw badRequest('REACTION_INVALID');
  world.react(posted, world.bot, emoji);
  return true;
};

const answerCallbackQuery: Method = (args, { presses }) => {
  const text = args.text('text');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  presses.answer(args.text('callback_query_id'), { text, alert: args.flag('show_alert') });
  return true;
};

export const MESSAGE_METHODS: Record<string, Method> = {
  sendmessage: sendMessage,
  editmessagetext: editMessageText,
  editmessagereplymarkup: editMessageReplyMarkup,
  deletemessage: deleteMessage,
  sendchataction: sendChatAction,
  setmessagereaction: setMessageReaction,
  answercallbackquery: answerCallbackQuery,
};

function textContent({ text, entities }: Formatted): Content {
  return { text, ...(entities.length > 0 && { entities }) };
}

function editable(args: Arguments, { world }: Inside): Posted {
  if (args.text('chat_id') === '' && args.integer('message_id') === 0) {
    throw badRequest('message identifier is not specified');
  }
  const chat = writableChat(args, world);
  const posted = messageIn(chat, args.integer('message_id'), 'message to edit');
  if (posted.message.from.id !== world.bot.id) throw badRequest("message can't be edited");
  return posted;
}

function edit(posted: Posted, content: Content, { world, flood }: Inside): Message {
  if (isSame(posted.message, content)) throw badRequest(NOT_MODIFIED);
  flood.pass(posted.chat);
  world.edit(posted, world.bot, 'text' in content ? { entities: undefined, ...content } : content);
  return posted.message;
}

function isSame(message: Message, { text = message.text, entities, reply_markup: markup }: Content): boolean {
  const formats = entities ?? (text === message.text ? message.entities : undefined);
  return (
    text === message.text &&
    JSON.stringify(formats) === JSON.stringify(message.entities) &&
    JSON.stringify(markup) === JSON.stringify(message.reply_markup)
  );
}

function readReactions(args: Arguments): string[] {
  const value = args.json('reaction', 'reaction types');
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest('expected an Array of ReactionType');
  return value.map((one: unknown) => {
    const { type, emoji } = fieldsOf(one) ?? {};
    if (type !== 'emoji' && type !== 'custom_emoji') {
      throw badRequest("can't parse ReactionType: invalid reaction type specified");
    }
    return String(emoji ?? '').replace(/\ufe0f/g, '');
  });
}
