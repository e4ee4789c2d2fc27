import type { TelegramMessage } from './update.ts';

/** The bot as others address it; the username is not known until Telegram has told it. */
export interface BotName {
  readonly id: number;
  readonly username: string | undefined;
}

/** Everything in a private chat; in a group, commands, mentions of the bot and replies to it. */
export function meantForBot(
  { chat, text, caption, reply_to_message: answered }: TelegramMessage,
  bot: BotName,
): boolean {
  if (chat.type === 'private') return true;
  const words = text ?? caption ?? '';
  const [, addressee] = /^\/\w+(?:@(\w+))?/.exec(words) ?? [];
  if (addressee !== undefined) return isBot(addressee, bot);
  return words.startsWith('/') || answered?.from?.id === bot.id || mentions(words).some((name) => isBot(name, bot));
}

/** The words without the bot's own name in them: `/newtask@flrts_bot call Ann` is `/newtask call Ann`. */
export function forBot(words: string, { username }: BotName): string {
  if (!username) return words;
  return words.replace(new RegExp(`(^|\\s|(?<=^/\\w+))@${username}\\b[,:]?`, 'gi'), '$1').trim();
}

function mentions(words: string): string[] {
  return [...words.matchAll(/(?<!\w)@(\w+)/g)].map(([, name = '']) => name);
}

function isBot(name: string, { username }: BotName): boolean {
  return username !== undefined && name.toLowerCase() === username.toLowerCase();
}
