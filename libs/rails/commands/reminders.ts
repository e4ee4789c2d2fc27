import type { Slots } from '#core';
import type { Said } from '../grammar/said.ts';
import { rangeOf, take } from '../grammar/said.ts';
import { distinct, readPeople } from '../slots/people.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import { isTime, mayHaveTime, readWhen, type When } from '../slots/when.ts';
import { aRecord, type Built } from './record.ts';

/** Whom to remind of what, and when; a reminder said without a time is still understood (the processor asks for it). */
export function buildReminder(said: Said): Built {
  const read = readTitle(said);
  const { last } = said.reading.known;
  const pointsBack = read.title === undefined || said.language.it.includes(read.title.toLowerCase());
  const title = pointsBack ? last?.title : read.title;
  const people = distinct([...readPeople(said), ...read.people]);
  const site = readSite(said);
  take(said, 'cond', 'notes');
  const slots: Slots = {
    ...(title !== undefined && { title }),
    ...(people.length > 0 && { assignees: people }),
    ...(site && { site }),
    ...(read.priority && { priority: read.priority }),
    ...(said.when() ?? cadence(said))?.slots,
  };
  return { slots, missing: title === undefined ? ['title'] : [] };
}

/** "set a monthly rent reminder": how often, where it is not part of what to be reminded of. */
function cadence(said: Said): When | undefined {
  const title = rangeOf(said, 'title');
  const inTitle = new Set(title ? said.tokens.slice(title.from, title.to) : []);
  const often = said.all.find((token) => !inTitle.has(token) && Object.hasOwn(said.language.cadences, token.norm));
  const words = often && said.language.cadences[often.norm];
  if (!often || words === undefined) return undefined;
  const { now, timeZone } = said.reading;
  const read = readWhen(words, 0, { now, timeZone, language: said.language.code });
  return read && { ...read, slots: { ...read.slots, dueText: said.text.slice(often.start, often.end) } };
}

/** What to change about a reminder. Of two times said ("my 3pm reminder to 4pm") which is the new one is asked, not guessed. */
export function updateReminder(said: Said): Built {
  const { slots, missing } = aRecord(said);
  const notes = take(said, 'new', 'notes');
  const when = said.when();
  if (!when) return { slots: { ...slots, ...(notes !== undefined && { notes }) }, missing };
  const others = said.all.filter((token) => !isTime(token, when));
  const text = others.map((token) => token.norm).join(' ');
  const { now, timeZone } = said.reading;
  const second =
    mayHaveTime(others, said.language) &&
    readWhen(text, 0, { now, timeZone, language: said.language.code }) !== undefined;
  if (second || when.slots.end !== undefined) return { slots, missing: [...missing, 'due'] };
  return { slots: { ...slots, ...when.slots, ...(notes !== undefined && { notes }) }, missing };
}
