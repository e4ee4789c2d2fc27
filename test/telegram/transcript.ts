import type { Message } from './bot-api.ts';
import { type Chat, type Happening, isPosted, type Posted } from './world/chat.ts';
import type { World } from './world/world.ts';

/** A chat as one would read it on a phone. */
export function transcript(chat: Chat, world: World): string {
  const lines = chat.story.flatMap((entry) => (isPosted(entry) ? messageLines(entry, world) : [happeningLine(entry)]));
  return [`── ${chat.title} (${chat.type}) ──`, ...lines].join('\n');
}

/** One message with what hangs on it. */
export function messageLines(posted: Posted, world: World): string[] {
  const { message, before, reactions, deleted } = posted;
  const marks = [
    message.reply_to_message && `reply to #${message.reply_to_message.message_id}`,
    message.forward_origin && 'forwarded',
    message.message_thread_id && `topic ${message.message_thread_id}`,
    message.edit_date !== undefined && before.length > 0 && `edited ${before.length}×`,
    deleted && 'deleted',
  ].filter(Boolean);
  const who = `${message.from.first_name}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
  const words = wordsOf(message).replaceAll('\n', '\n      ');
  return [` #${message.message_id} ${who}: ${words}`, ...buttonLines(message), ...reactionLines(reactions, world)];
}

/** What a message says, with its attachments named. */
export function wordsOf(message: Message): string {
  const { photo, voice, document, location, new_chat_members: joined, left_chat_member: left } = message;
  const parts = [
    photo && '[photo]',
    voice && '[voice]',
    document && `[document ${document.file_name ?? ''}]`,
    location && `[location ${location.latitude}, ${location.longitude}]`,
    joined && `joins: ${joined.map(({ first_name }) => first_name).join(', ')}`,
    left && 'leaves',
    message.migrate_to_chat_id && 'upgraded to a supergroup',
    message.text ?? message.caption,
  ];
  return parts.filter(Boolean).join(' ');
}

function buttonLines({ reply_markup: markup }: Message): string[] {
  return (markup?.inline_keyboard ?? []).map((row) => `      ${row.map(({ text }) => `[${text}]`).join(' ')}`);
}

function reactionLines(reactions: Posted['reactions'], world: World): string[] {
  return [...reactions].map(([id, emoji]) => `      ${emoji.join('')} ${world.users.get(id)?.first_name ?? id}`);
}

export function happeningLine({ kind, by, what }: Happening): string {
  switch (kind) {
    case 'pressed':
      return `   · ${by} presses [${what}]`;
    case 'answered':
      return `   · ${by} answers the button${what ? `: ${what}` : ''}`;
    default:
      return `   · ${by} ${kind}${what ? ` ${what}` : ''}`;
  }
}
