import type { Chat, Posted } from './world/chat.ts';
import { isPosted } from './world/chat.ts';
import type { World } from './world/world.ts';

/** Counts over what has been said. */
export class Tally {
  readonly #world: World;
  /** Calls by method, in lower case; those that were refused count, those that a fault kept away do not. */
  readonly calls = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  called(method: string): void {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
  }

  /** What the bot has said, in one chat or in all, in order within each chat. */
  sent(chat?: Chat): Posted[] {
    const chats = chat ? [chat] : [...this.#world.chats.values()];
    return chats.flatMap(({ story }) =>
      story.filter((entry) => isPosted(entry)).filter(({ message }) => message.from.id === this.#world.bot.id),
    );
  }

  /** How many messages of the bot repeat another one: the same words in answer to the same message in the same chat. */
  duplicates(chat?: Chat): number {
    const sent = this.sent(chat);
    const different = new Set(sent.map(({ message }) => keyOf(message)));
    return sent.length - different.size;
  }

  /** Messages of people in this chat that no message of the bot answers. */
  unanswered(chat: Chat): Posted[] {
    const answered = new Set(this.sent(chat).map(({ message }) => message.reply_to_message?.message_id));
    return chat.story
      .filter((entry) => isPosted(entry))
      .filter(({ message }) => message.from.id !== this.#world.bot.id && !answered.has(message.message_id));
  }

  /** How often, in this chat, an answer to a later message came before an answer to an earlier one. */
  inversions(chat: Chat): number {
    const answers = this.sent(chat).flatMap(({ message }) => message.reply_to_message?.message_id ?? []);
    const first = [...new Set(answers)];
    return first.filter((id, index) => index > 0 && id < (first[index - 1] ?? 0)).length;
  }
}

function keyOf({ chat, text, caption, reply_to_message: answered }: Posted['message']): string {
  return `${chat.id}\n${answered?.message_id ?? ''}\n${text ?? caption ?? ''}`;
}
