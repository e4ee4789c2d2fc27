import type { Slots } from '#core';
import { rangeOf, take, wordsIn, type Said } from '../grammar/said.ts';
import { readList } from '../slots/lists.ts';
import { pointsBack, readRefs } from '../slots/refs.ts';
import { readTitle } from '../slots/title.ts';
import { isTime, mayHaveTime } from '../slots/when.ts';
import { whenOf } from '../slots/zone.ts';
import { fold, wordsOf } from '../text/tokens.ts';

export interface Built {
  readonly slots: Slots;
  readonly missing: readonly string[];
}

/** Which record is meant: by number, by "it", or by describing it. */
export function aRecord(said: Said): Built {
  const refs = readRefs(said);
  if (refs.length > 0) return { slots: { refs, ...said.given.slots }, missing: [] };
  const { last } = said.reading.known;
  if (pointsBack(said) || said.language.it.includes(fold(wordsIn(said, 'query') ?? '-'))) {
    take(said, 'it', 'ref');
    // no number: the 5 of a list is not the 5 of a task; whoever carries it out knows of what kind the last record is
    return { slots: {}, missing: last ? [] : ['refs'] };
  }
  const words = wordsIn(said, 'query');
  if (words !== undefined && /^#?\d+\b/u.test(words)) return { slots: { query: words }, missing: ['refs'] };
  const { title } = readTitle(said, 'query');
  if (title === undefined) return { slots: { ...said.given.slots }, missing: said.given.slots.all ? [] : ['refs'] };
  return { slots: { query: title, ...said.given.slots }, missing: [] };
}

/** The name as said, without a time after it ("errands for Saturday"). */
function nameOfList(said: Said): string | undefined {
  const range = rangeOf(said, 'list');
  const words = take(said, 'list', 'listName');
  if (!range || words === undefined || range.to - range.from < 2) return words;
  const tokens = said.tokens.slice(range.from, range.to);
  if (!mayHaveTime(tokens, said.language)) return words;
  const when = whenOf({ text: said.text, tokens }, said.reading, said.language);
  const kept = when ? tokens.filter((token) => !isTime(token, when)) : tokens;
  return kept.length > 0 ? wordsOf(said.text, kept, 0, kept.length).replace(/'s$/u, '') : words;
}

/** The list of a command; "it" and "the list" are the one last talked about, or the only one there is. */
export function listOr(said: Said, needed: boolean): Built {
  const words = nameOfList(said);
  const { lists, last } = said.reading.known;
  if (words !== undefined)
    return { slots: { ...readList(words, lists, said.language), ...said.given.slots }, missing: [] };
  if (said.given.marks.has('todo'))
    return { slots: { listName: said.language.todoName, ...said.given.slots }, missing: [] };
  if (!needed) return { slots: {}, missing: [] };
  if (last?.kind === 'list')
    return { slots: { listName: last.title, listId: last.id, ...said.given.slots }, missing: [] };
  const only = lists.length === 1 ? lists[0] : undefined;
  if (only) return { slots: { listName: only.name, listId: only.id, ...said.given.slots }, missing: [] };
  return { slots: { ...said.given.slots }, missing: ['listName'] };
}
