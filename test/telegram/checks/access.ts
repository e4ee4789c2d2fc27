import type { Arguments } from '../server/arguments.ts';
import { badRequest, forbidden, upgraded } from '../server/refusal.ts';
import type { Chat, Posted } from '../world/chat.ts';
import type { World } from '../world/world.ts';

/** The chat a call is about, for reading; refused as Client::check_chat refuses. */
export function readableChat(args: Arguments, world: World, name = 'chat_id'): Chat {
  const id = args.text(name);
  if (id === '') throw badRequest(`${name} is empty`);
  const chat = id.startsWith('@') ? byUsername(id.slice(1), world) : world.chats.get(Number(id));
  if (!chat) throw badRequest('chat not found');
  if (chat.type === 'supergroup') checkMembership(chat, world);
  return chat;
}

/** The chat a call is about, to say or change something in it. */
export function writableChat(args: Arguments, world: World): Chat {
  const chat = readableChat(args, world);
  if (chat.migratedTo) throw upgraded(chat.migratedTo.id);
  if (chat.type !== 'private') checkMembership(chat, world);
  if (chat.deactivated) throw forbidden('user is deactivated');
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  if (chat.type === 'private' && !chat.started) throw forbidden("bot can't initiate conversation with a user");
  return chat;
}

/** The message a call is about; `what` is how Telegram calls it there. */
export function messageIn(chat: Chat, messageId: number, what: string): Posted {
  const posted = messageId > 0 ? chat.find(messageId) : undefined;
  if (!posted) throw badRequest(`${what} not found`);
  return posted;
}

function byUsername(username: string, world: World): Chat | undefined {
  return [...world.chats.values()].find(
    ({ fields }) => fields.type !== 'private' && fields.username?.toLowerCase() === username.toLowerCase(),
  );
}

function checkMembership(chat: Chat, { bot }: World): void {
  const kind = chat.type === 'supergroup' ? 'supergroup' : 'group';
  const status = chat.statusOf(bot.id);
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${kind} chat`);
  if (status === 'left') throw forbidden(`bot is not a member of the ${kind} chat`);
}
