import { told, type Said } from '../grammar/said.ts';
import { distinct } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import { aRecord, type Built } from './record.ts';

/** What was found, and where. */
export function createReport(said: Said): Built {
  const site = readSite(said);
  const notes = said.given.marks.has('it')
    ? said.reading.known.said
    : told(said, 'notes')?.replace(/^[\s:,–-]+(?=[\p{L}¿¡"(])/u, '');
  return {
    slots: { ...(site && { site }), ...(notes !== undefined && { notes }) },
    missing: notes === undefined ? ['notes'] : [],
  };
}

/** Which report more is said of: by its number, its place, or the one talked about. */
export function noteReport(said: Said): Built {
  const refs = readRefs(said);
  const site = readSite(said);
  const notes = told(said, 'notes');
  return {
    slots: { ...(refs.length > 0 && { refs }), ...(site && { site }), ...(notes !== undefined && { notes }) },
    missing: notes === undefined ? ['notes'] : [],
  };
}

/** The task that follows from a report. */
export function followUpReport(said: Said): Built {
  const { title, people, priority } = readTitle(said);
  const { slots, missing } = aRecord(said);
  const assignees = distinct(people);
  const task = {
    ...(title !== undefined && { title }),
    ...(assignees.length > 0 && { assignees }),
    ...(priority && { priority }),
  };
  return { slots: { ...slots, ...task, ...said.when()?.slots }, missing };
}
