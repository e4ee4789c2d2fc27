import type { Arguments } from '../server/arguments.ts';
import { Refusal } from '../server/refusal.ts';
import { CHAT_METHODS } from './chat-methods.ts';
import { COMMAND_METHODS } from './command-methods.ts';
import type { Inside, Method } from './inside.ts';
import { MEDIA_METHODS } from './media-methods.ts';
import { MESSAGE_METHODS } from './message-methods.ts';
import { WEBHOOK_METHODS } from './webhook-methods.ts';

const METHODS: ReadonlyMap<string, Method> = new Map(
  [WEBHOOK_METHODS, MESSAGE_METHODS, MEDIA_METHODS, CHAT_METHODS, COMMAND_METHODS].flatMap((some) =>
    Object.entries(some),
  ),
);

/** Does what a bot asks for; method names are compared without case. */
export async function execute(method: string, args: Arguments, inside: Inside): Promise<unknown> {
  const work = METHODS.get(method.toLowerCase());
  if (!work) throw new Refusal(404, 'Not Found: method not found');
  return work(args, inside);
}

/** In the answer of a webhook these are passed over. */
export function isIgnoredInAnswer(method: string): boolean {
  return /^(get|deletewebhook$|setwebhook$|close$|logout$)/i.test(method);
}
