import type { Slots } from '#core';
import type { Said } from '../grammar/said.ts';
import { take } from '../grammar/said.ts';
import { distinct, readPeople } from '../slots/people.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import type { Built } from './record.ts';

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
    ...said.when()?.slots,
  };
  return { slots, missing: title === undefined ? ['title'] : [] };
}
