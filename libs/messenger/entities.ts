import type { Button, Reply } from '#core';

/** Telegram's limits for a button's data, in bytes of UTF-8, and for what is read of its label. */
const BUTTON_BYTES = 64;
const LABEL = 60;

/** Rows of buttons as the Bot API takes them. */
export type Keyboard = Key[][];

interface Key {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

/** Without the bot's name a button that opens its chat is left out. */
export function keyboardOf(rows: readonly (readonly Button[])[], username?: string): Keyboard {
  return rows.map((row) => row.flatMap((button) => keyOf(button, username))).filter((row) => row.length > 0);
}

function keyOf(button: Button, username: string | undefined): Key[] {
  const text = button.label.slice(0, LABEL).toWellFormed();
  if (button.opens === 'bot') return username ? [{ text, url: `https://t.me/${username}?start=hello` }] : [];
  const data = dataOf(button);
  return Buffer.byteLength(data) <= BUTTON_BYTES ? [{ text, callback_data: data }] : [];
}

/** What a button says, and which question it answers: an old one must not answer the newest. */
function dataOf({ say, question }: Button): string {
  return question ? `${say}#${question}` : say;
}

/** Those mentions of a reply that stand in a part of it which begins at `begin`; Telegram counts in UTF-16 units, too. */
export function mentionsWithin({ mentions = [] }: Reply, part: string, begin: number): { entities?: object[] } {
  const entities = mentions
    .filter(({ start, length }) => start >= begin && start + length <= begin + part.length)
    .map(({ start, length, externalId }) => ({
      type: 'text_mention',
      offset: start - begin,
      length,
      user: { id: Number(externalId) },
    }));
  return entities.length > 0 ? { entities } : {};
}
