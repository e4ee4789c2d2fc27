import { type Arguments, fieldsOf } from '../server/arguments.ts';
import { badRequest } from '../server/refusal.ts';
import type { Method } from './inside.ts';

const MAX_COMMANDS = 100;
const SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];
const CHAT_SCOPES = ['chat', 'chat_administrators', 'chat_member'];

export interface Command {
  readonly command: string;
  readonly description: string;
}

/** The commands menu, by scope and language. */
export type Commands = Map<string, readonly Command[]>;

const setMyCommands: Method = (args, { commands }) => {
  const list = readCommands(args);
  const key = keyOf(args);
  if (list.length > 0) commands.set(key, list);
  else commands.delete(key);
  return true;
};

export const COMMAND_METHODS: Record<string, Method> = {
  setmycommands: setMyCommands,
  getmycommands: (args, { commands }) => commands.get(keyOf(args)) ?? [],
  deletemycommands: (args, { commands }) => {
    commands.delete(keyOf(args));
    return true;
  },
};

/** How a menu is kept: `all_private_chats/es`, `chat:-100123/`. */
export function menuKey(scope: string, language = ''): string {
  return `${scope}/${language}`;
}

function readCommands(args: Arguments): Command[] {
  const value = args.json('commands', 'commands');
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest('expected an Array of BotCommand');
  if (value.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return value.map((one: unknown) => {
    const { command, description } = fieldsOf(one) ?? {};
    if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
    if (typeof description !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
    const name = command.replace(/^\//, '');
    if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command: name, description };
  });
}

function keyOf(args: Arguments): string {
  const language = args.text('language_code');
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  const value = args.json('scope', 'BotCommandScope');
  if (value === undefined) return menuKey('default', language);
  const { type, chat_id: chat, user_id: user } = fieldsOf(value) ?? {};
  if (SCOPES.includes(String(type))) return menuKey(String(type), language);
  if (!CHAT_SCOPES.includes(String(type))) throw unreadable('Unsupported type specified');
  if (typeof chat !== 'number' && typeof chat !== 'string') throw unreadable('Can\'t find field "chat_id"');
  if (type !== 'chat_member') return menuKey(`${String(type)}:${chat}`, language);
  if (typeof user !== 'number' || user <= 0) throw unreadable('Invalid user_id specified');
  return menuKey(`chat_member:${chat}:${user}`, language);
}

function unreadable(why: string) {
  return badRequest(`can't parse BotCommandScope: ${why}`);
}
