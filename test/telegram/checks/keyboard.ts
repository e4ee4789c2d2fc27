import type { InlineButton, InlineKeyboard } from '../bot-api.ts';
import { type Arguments, fieldsOf } from '../server/arguments.ts';
import { badRequest } from '../server/refusal.ts';

const MAX_BUTTONS = 100;
const MAX_DATA_BYTES = 64;

/** Reads `reply_markup`. Keyboards below the text field are accepted and not kept; undefined then, and when absent. */
export function readKeyboard(args: Arguments): InlineKeyboard | undefined {
  const value = args.json('reply_markup', 'reply keyboard markup');
  if (value === undefined) return undefined;
  const markup = fieldsOf(value);
  if (!markup) throw badRequest('object expected as reply markup');
  const rows = markup['inline_keyboard'];
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row)) {
      throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
    }
    return row.map(buttonOf);
  });
  return { inline_keyboard: keyboard.filter((row) => row.length > 0) };
}

/** What Telegram finds wrong only when the message is sent to this kind of chat; undefined for no buttons at all. */
export function finishKeyboard(keyboard: InlineKeyboard | undefined, inPrivate: boolean): InlineKeyboard | undefined {
  const buttons = keyboard?.inline_keyboard.flat() ?? [];
  if (buttons.length === 0) return undefined;
  if (buttons.length > MAX_BUTTONS) throw badRequest('reply markup is too long');
  for (const { text, callback_data: data, url, web_app: app } of buttons) {
    if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
    if (data !== undefined && Buffer.byteLength(data) > MAX_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    if (url !== undefined && !isLink(url)) throw badUrl('inline keyboard button URL', url, 'Wrong HTTP URL');
    if (app && !inPrivate) throw badRequest('BUTTON_TYPE_INVALID');
    if (app && !app.url.startsWith('https://')) {
      throw badUrl('inline keyboard button Web App URL', app.url, 'Only HTTPS links are allowed');
    }
  }
  return keyboard;
}

function buttonOf(value: unknown): InlineButton {
  const fields = fieldsOf(value);
  if (!fields) throw unreadable('InlineKeyboardButton must be an Object');
  const { text, url, callback_data: data, web_app: app } = fields;
  if (text === undefined) throw unreadable('Can\'t find field "text"');
  if (typeof text !== 'string') throw unreadable('Field "text" must be of type String');
  if (typeof url === 'string' && url !== '') return { text, url };
  if (data !== undefined && typeof data !== 'string') {
    throw unreadable('Field "callback_data" must be of type String');
  }
  if (data) return { text, callback_data: data };
  const link = fieldsOf(app)?.['url'];
  if (typeof link === 'string') return { text, web_app: { url: link } };
  if ('switch_inline_query' in fields || 'login_url' in fields || 'copy_text' in fields) return { text };
  throw unreadable('Text buttons are unallowed in the inline keyboard');
}

function isLink(url: string): boolean {
  return /^(https?|tg|ton):\/\/\S+$/.test(url) || /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(url);
}

function badUrl(what: string, url: string, why: string) {
  return badRequest(`${what} '${url}' is invalid: ${why}`);
}

function unreadable(why: string) {
  return badRequest(`can't parse inline keyboard button: ${why}`);
}
