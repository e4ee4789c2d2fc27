import type { Slots } from '#core';
import { take, type Said } from '../grammar/said.ts';
import { spanOfDay, timeOfDay } from '../slots/clock.ts';
import { zoneNamed } from '../slots/places-of-time.ts';
import { tongueNamed } from '../slots/tongues.ts';
import { fold } from '../text/tokens.ts';
import type { Built } from './record.ts';

const OFF = /^(?:off|none|no|never|stop|clear|nothing|nunca|quitar|apagar|ninguna|ninguno)$/u;

/** What somebody wants of their own settings: quiet hours, digest, zone, language. */
export function changeSettings(said: Said): Built {
  const { marks } = said.given;
  const missing: string[] = [];
  const read = <K extends keyof Slots>(
    slot: string,
    key: K,
    off: string | undefined,
    meaning: (words: string) => Slots[K] | undefined,
  ): Pick<Slots, K> => {
    if (off && marks.has(off)) return { [key]: null } as unknown as Pick<Slots, K>; // null turns it off
    const words = take(said, slot, key);
    if (words === undefined) return {} as Pick<Slots, K>;
    if (off && OFF.test(fold(words))) return { [key]: null } as unknown as Pick<Slots, K>;
    const value = meaning(words);
    if (value === undefined) missing.push(key);
    return { [key]: value } as Pick<Slots, K>;
  };
  const slots = {
    ...read('quiet', 'quiet', 'noquiet', spanOfDay),
    ...read('digest', 'digestAt', 'nodigest', timeOfDay),
    ...read('zone', 'timeZone', undefined, zoneNamed),
    ...read('tongue', 'language', undefined, tongueNamed),
  };
  // which one is to be asked about
  return { slots: { ...slots, ...(missing[0] && { query: missing[0] }) }, missing };
}

const MEANING: Readonly<Record<string, (words: string) => Slots | undefined>> = {
  quiet: (words) => orOff(words, 'quiet', spanOfDay(words)),
  digestAt: (words) => orOff(words, 'digestAt', timeOfDay(words)),
  timeZone: (words) => orOff(words, undefined, zoneNamed(words), 'timeZone'),
  language: (words) => orOff(words, undefined, tongueNamed(words), 'language'),
};

/** What the answer to "Which hours?", "Which time zone?" sets. */
export function settingSaid(setting: string, words: string): Slots | undefined {
  return MEANING[setting]?.(words);
}

function orOff(
  words: string,
  off: 'quiet' | 'digestAt' | undefined,
  value: unknown,
  key: keyof Slots = off ?? 'query',
): Slots | undefined {
  if (off && OFF.test(fold(words.trim()))) return { [off]: null, query: undefined };
  return value === undefined ? undefined : { [key]: value, query: undefined };
}
