import type { Slots } from '#core';
import { namesIn, take, type Said } from '../grammar/said.ts';

/** The site named anywhere in the command; of several, the longest name. */
export function readSite(said: Said): Slots['site'] {
  const inSlot = said.captures.find((capture) => capture.slot === 'site');
  const named = namesIn(said, 'site', inSlot?.from, inSlot?.to).sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (named) {
    said.note('site', named.from, named.to);
    return { name: named.name, ...(named.id !== undefined && { siteId: named.id }) };
  }
  const spelt = take(said, 'site');
  return spelt === undefined
    ? undefined
    : { name: spelt.replace(/^(?:the|site|la|el)\s+/iu, '').replace(/[,.;:]+$/u, '') };
}
