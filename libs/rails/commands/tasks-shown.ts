import type { Priority, Slots } from '#core';
import { namesIn, type Said } from '../grammar/said.ts';
import { distinct, personOf } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import type { Built } from './record.ts';

/** Which tasks somebody wants to see: whose, where, when, and of what kind. */
export function showTasks(said: Said): Built {
  const { language } = said;
  const site = readSite(said);
  const people = namesIn(said, 'person').map(personOf);
  const words = ` ${said.all.map((token) => token.norm).join(' ')} `;
  const says = (phrases: readonly string[]): boolean => phrases.some((phrase) => words.includes(` ${phrase} `));
  const mine = says(language.mine) || said.captures.some((capture) => capture.slot === 'mine');
  const done = said.tokens.some((token) => language.doneWords.includes(token.norm));
  const refs = readRefs(said);
  const { title } = readTitle(said, 'query');
  const priority = priorityIn(said, words);
  const span = Object.keys(language.spans).find((phrase) => words.includes(` ${phrase} `));
  const [unit, offset] = (span !== undefined && language.spans[span]) || [];
  const slots: Slots = {
    ...(people.length > 0 && { assignees: distinct(people) }),
    ...(mine && people.length === 0 && { mine: true }),
    ...(site && { site }),
    ...(done && { status: 'done' as const }),
    ...(says(language.overdueWords) && { overdue: true }),
    ...(says(language.unassignedWords) && { unassigned: true }),
    ...(priority && { priority }),
    ...(refs.length > 0 && { refs }),
    ...(title !== undefined && { query: title }),
    ...said.when()?.slots,
    ...(unit !== undefined && offset !== undefined && { span: { unit, offset } }),
    ...said.given.slots,
  };
  return { slots, missing: [] };
}

/** "urgent", "high priority", "p1": a plain "high" may be part of a name. */
function priorityIn({ tokens, language }: Said, words: string): Priority | undefined {
  const named = Object.keys(language.priorities).filter(
    (phrase) => phrase.includes(' ') || /^(?:urgent|critic|p\d)/u.test(phrase),
  );
  const said = named.filter((phrase) => words.includes(` ${phrase} `)).sort((a, b) => b.length - a.length)[0];
  const plural = tokens.find((token) => /^urgente?s$/u.test(token.norm));
  return said !== undefined ? language.priorities[said] : plural && 'urgent';
}
