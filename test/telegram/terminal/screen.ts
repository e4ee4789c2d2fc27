import { happeningLine, messageLines, wordsOf } from '../transcript.ts';
import { type Chat, isPosted, type Posted } from '../world/chat.ts';
import type { Event, World } from '../world/world.ts';

/** Shows chats in a terminal; messages are numbered as they appear, buttons within their message. */
export class Screen {
  readonly #world: World;
  readonly #numbers = new Map<Posted, number>();
  readonly #shown: Posted[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** The message of this number. */
  message(number: number): Posted | undefined {
    return this.#shown[number - 1];
  }

  /** The latest message here that has buttons. */
  withButtons(chat: Chat): Posted | undefined {
    return this.#shown.findLast(
      (posted) => posted.chat === chat && !posted.deleted && posted.message.reply_markup !== undefined,
    );
  }

  /** What an event looks like to somebody who looks at `current`. */
  linesFor(event: Event, current: Chat): string[] {
    const chat = event.kind === 'happened' ? event.chat : event.posted.chat;
    const lines = event.kind === 'happened' ? this.#happened(event.happening) : this.#message(event);
    return chat === current ? lines : lines.map((line) => `   [${chat.title}]${line}`);
  }

  /** The chat from its beginning. */
  chat(chat: Chat): string[] {
    const lines = chat.story.flatMap((entry) => (isPosted(entry) ? this.#whole(entry) : [happeningLine(entry)]));
    return [`── ${chat.title} (${chat.type}) ──`, ...lines];
  }

  #message({ kind, posted, by }: Exclude<Event, { kind: 'happened' }>): string[] {
    const number = this.#numberOf(posted);
    switch (kind) {
      case 'posted':
        return this.#whole(posted);
      case 'edited':
        return [` #${number} is now: ${indented(wordsOf(posted.message))}`, ...buttonLines(posted)];
      case 'reacted':
        return [`   · ${by.first_name} reacts ${posted.reactions.get(by.id)?.join('') ?? 'no more'} to #${number}`];
      case 'deleted':
        return [`   · ${by.first_name} deletes #${number}`];
    }
  }

  #happened(happening: Parameters<typeof happeningLine>[0]): string[] {
    return [happeningLine(happening)];
  }

  #whole(posted: Posted): string[] {
    this.#numberOf(posted);
    const answered = posted.message.reply_to_message;
    const earlier =
      answered && this.#shown.find(({ message, chat }) => isSame(message, answered) && chat === posted.chat);
    const [first = '', ...rest] = messageLines(posted, this.#world);
    const numbered = first
      .replace(/^ #\d+/, ` #${this.#numberOf(posted)}`)
      .replace(/reply to #\d+/, earlier ? `reply to #${this.#numberOf(earlier)}` : 'reply');
    const extra = rest.filter((line) => !/^ {6}\[.*\]$/.test(line));
    return [numbered, ...extra, ...buttonLines(posted)];
  }

  #numberOf(posted: Posted): number {
    const known = this.#numbers.get(posted);
    if (known !== undefined) return known;
    this.#shown.push(posted);
    this.#numbers.set(posted, this.#shown.length);
    return this.#shown.length;
  }
}

function isSame(one: { readonly message_id: number }, other: { readonly message_id: number }): boolean {
  return one.message_id === other.message_id;
}

function buttonLines({ message }: Posted): string[] {
  let number = 0;
  return (message.reply_markup?.inline_keyboard ?? []).map(
    (row) =>
      `      ${row.map(({ text, url, web_app: app }) => `:${(number += 1)} [${text}${(url ?? app?.url) ? ' ↗' : ''}]`).join('  ')}`,
  );
}

function indented(words: string): string {
  return words.replaceAll('\n', '\n      ');
}
