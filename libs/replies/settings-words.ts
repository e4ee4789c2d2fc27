import type { PersonSettings } from '#core';
import type { Listener } from './record-words.ts';

/** Everything somebody has set for themselves, as it is now. */
export function settingsWords(
  { quietFrom, quietUntil, digestAt, timeZone, language }: PersonSettings,
  { phrases: { settings: words } }: Pick<Listener, 'phrases'>,
): string {
  const quiet = quietFrom && quietUntil ? `${quietFrom}–${quietUntil}` : words.none;
  return [
    `🌙 ${words.quiet}: ${quiet}`,
    `☀️ ${words.digest}: ${digestAt ?? words.none}`,
    `🌐 ${words.timeZone}: ${timeZone ?? words.usual}`,
    `💬 ${words.language}: ${words.languages[language] ?? language}`,
  ].join('\n');
}
