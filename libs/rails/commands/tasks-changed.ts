import type { Slots } from '#core';
import { rangeOf, take, told, wordsIn, type Said } from '../grammar/said.ts';
import { readPeople } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import { byHowMuch } from './by-how-much.ts';
import { aRecord, type Built } from './record.ts';

/** What is to be other about a task: its words, its day, its place, what it is a part of. */
export function updateTask(said: Said): Built {
  const record = aRecord(said);
  const [parent] = readRefs(said, 'parent');
  // "14 of 13" is no time there
  const time = parent === undefined && rangeOf(said, 'by') === undefined ? (said.when()?.slots ?? {}) : {};
  const by = byHowMuch(said);
  const isApart = said.given.slots.parentId === null;
  const { title } = readTitle(said);
  const priority = priorityOf(said);
  // a place in the new title is no place of the task
  const site = rangeOf(said, 'site') && readSite(said);
  const changed =
    said.given.marks.has('unblock') ||
    said.given.marks.has('nodue') ||
    parent !== undefined ||
    isApart ||
    by !== undefined ||
    site !== undefined ||
    title !== undefined ||
    priority !== undefined ||
    time.due !== undefined ||
    time.recurrence !== undefined;
  const slots: Slots = {
    ...record.slots,
    ...(title !== undefined && { title }),
    ...(priority && { priority }),
    ...(parent !== undefined && { parentRef: parent }),
    ...(isApart && { parentId: null }),
    ...(by && { by }),
    ...(site && { site }),
    ...(said.given.marks.has('unblock') && { blockerIds: [] }),
    ...time,
    ...(said.given.marks.has('nodue') && { due: null }),
  };
  return { slots, missing: changed ? record.missing : [...record.missing, 'due'] };
}

/** How far it is, and why it waits. */
export function stageOfTask(said: Said): Built {
  const record = aRecord(said);
  const { stage = null } = said.given.slots;
  const why = told(said, 'notes');
  return {
    slots: { ...record.slots, stage, ...(why !== undefined && { moreNotes: why }) },
    missing: record.missing,
  };
}

/** Whose it is: instead of whoever has it, beside them, or no more. */
export function reassignTask(said: Said): Built {
  const record = aRecord(said);
  const people = readPeople(said);
  const { marks } = said.given;
  const crew = marks.has('without') ? ('without' as const) : isBeside(said) ? ('also' as const) : undefined;
  const slots: Slots = { ...record.slots, ...(people.length > 0 && { assignees: people }), ...(crew && { crew }) };
  return { slots, missing: people.length > 0 ? record.missing : [...record.missing, 'assignees'] };
}

/** "also give 3 to Dave", "give 3 to Dave too": whoever has it keeps it, though the words around it are courtesies elsewhere. */
function isBeside({ given, all }: Said): boolean {
  const words = all.map(({ norm }) => norm).join(' ');
  return given.marks.has('also') || /^(?:also|tambien)\b|\b(?:also|too|as well|tambien)$/u.test(words);
}

/** What is noted on a task, or written in a report. */
export function noteTask(said: Said): Built {
  const record = aRecord(said);
  const words = told(said, 'notes');
  return {
    slots: { ...record.slots, ...(words !== undefined && { notes: words }) },
    missing: words === undefined ? [...record.missing, 'notes'] : record.missing,
  };
}

/** How urgent, where a pattern has a place for it. */
export function priorityOf(said: Said): Slots['priority'] {
  const words = wordsIn(said, 'prio')?.toLowerCase();
  const priority = words === undefined ? undefined : said.language.priorities[words];
  if (priority) take(said, 'prio', 'priority');
  return priority;
}
