import type { Slots } from '#core';
import type { Said } from '../grammar/said.ts';
import { namesIn, rangeOf, take } from '../grammar/said.ts';
import { distinct, personOf, readPeople } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import { isTime, mayHaveTime, readWhen, type When } from '../slots/when.ts';
import { fold } from '../text/tokens.ts';
import { byHowMuch } from './by-how-much.ts';
import { aRecord, type Built } from './record.ts';

const IDLE = new Set(
  'have got set left there waiting open pending coming up now still yet any do i we you tengo hay puestos quedan'.split(
    ' ',
  ),
);

/** Whom to remind of what, and when; a reminder said without a time is still understood (the processor asks for it). */
export function buildReminder(said: Said): Built {
  const read = readTitle(said);
  const { last, said: before } = said.reading.known;
  const pointsBack = read.title === undefined || said.language.it.includes(read.title.toLowerCase());
  const title = pointsBack ? (before ?? last?.title) : read.title;
  const people = distinct([...readPeople(said), ...read.people]);
  const site = readSite(said);
  take(said, 'cond', 'notes');
  const slots: Slots = {
    ...(title !== undefined && { title }),
    ...(people.length > 0 && { assignees: people }),
    ...(said.given.marks.has('everyone') && { all: true }),
    ...(site && { site }),
    ...(read.priority && { priority: read.priority }),
    ...(said.when() ?? cadence(said))?.slots,
  };
  return { slots, missing: title === undefined ? ['title'] : [] };
}

/** Whose reminders, and about what: "Joel's reminders", "reminders for Joel"; whom they are about is no owner. */
export function showReminders(said: Said): Built {
  const { language, tokens } = said;
  const owner = namesIn(said, 'person').find(({ from, to }) => {
    const before = tokens[from - 1]?.norm ?? '';
    const isTheirs = tokens[to - 1]?.norm.endsWith("'s") || /^remi?nders?$/u.test(tokens[to]?.norm ?? '');
    return isTheirs || ([...language.forWhom, ...language.of].includes(before) && to === tokens.length);
  });
  const people = owner ? [personOf(owner)] : readPeople(said);
  const refs = readRefs(said);
  const { title: about } = owner ? { title: undefined } : readTitle(said, 'query');
  const title = about !== undefined && tellsOf(about) ? about : undefined;
  const slots: Slots = {
    ...(people.length > 0 && { assignees: people }),
    ...said.when()?.slots,
    ...(title !== undefined && { query: title }),
    ...(refs.length > 0 && { refs }),
  };
  return { slots, missing: [] };
}

/** "what reminders do I have": of nothing in particular. */
function tellsOf(words: string): boolean {
  return words.split(/\s+/u).some((word) => !IDLE.has(fold(word)));
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

/** Which reminder is put off: until when, or by how much from when it is due. */
export function snoozeReminder(said: Said): Built {
  const refs = readRefs(said);
  const by = byHowMuch(said);
  const { title } = readTitle(said, 'query');
  const slots: Slots = {
    ...(refs.length > 0 && { refs }),
    ...(title !== undefined && { query: title }),
    ...(by ? { by } : said.when()?.slots),
  };
  return { slots, missing: [] };
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
