import type { Priority, Slots } from '#core';
import { dateFormat } from '#core';
import { namesIn, rangeOf, type Said } from '../grammar/said.ts';
import { distinct, personOf } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle } from '../slots/title.ts';
import { isTime } from '../slots/when.ts';
import { fold, wordsOf } from '../text/tokens.ts';
import type { Built } from './record.ts';

/** Words of a question that narrow nothing. */
const IDLE =
  `have has got do does did to open left done due pending outstanding assigned task tasks job jobs todo todos still
  there currently with all everyone everybody us we they them you at in of by and or now please todo hacer abiertas pendientes tareas
  del de los las que hay tiene tengo tenemos por y o ahora`.split(/\s+/u);

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
  const { title = unexplained(said) } = readTitle(said, 'query');
  const priority = priorityIn(said, words);
  const stage = Object.keys(language.stages).find((phrase) => words.includes(` ${phrase} `));
  const span = Object.keys(language.spans).find((phrase) => words.includes(` ${phrase} `));
  const [unit, offset] = (span !== undefined && language.spans[span]) || [];
  const slots: Slots = {
    ...(people.length > 0 && { assignees: distinct(people) }),
    ...(mine && people.length === 0 && { mine: true }),
    ...(site && { site }),
    ...(done && { status: 'done' as const }),
    ...(stage !== undefined && { stage: language.stages[stage] }),
    ...(says(language.overdueWords) && { overdue: true }),
    ...(says(language.blockedWords) && { blocked: true }),
    ...(says(language.unassignedWords) && { unassigned: true }),
    ...(priority && { priority }),
    ...(refs.length > 0 && { refs }),
    ...(title !== undefined && { query: title }),
    ...monthOf(said),
    ...(unit !== undefined && offset !== undefined && { span: { unit, offset } }),
    ...said.given.slots,
  };
  return { slots, missing: [] };
}

/** The time said; a month alone ("due in december") is all of it. */
function monthOf(said: Said): Slots {
  const { dueText = '', due, ...slots } = said.when()?.slots ?? {};
  if (typeof due !== 'string') return said.when()?.slots ?? {};
  const [, year = '', month = ''] = /^(\d{4})-(\d\d)/u.exec(due) ?? [];
  const name = dateFormat(said.language.code, { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${year}-${month}-15`),
  );
  if (slots.end !== undefined || !fold(dueText).endsWith(` ${fold(name)}`) || /\d/u.test(dueText))
    return { due, dueText, ...slots };
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { due, dueText, ...slots, end: due.replace(/^\d{4}-\d\d-\d\d/u, `${year}-${month}-${days}`) };
}

/** "tasks at Nowhere": what names nobody, no place, no time and no kind is looked for in the titles. */
function unexplained(said: Said): string | undefined {
  const range = rangeOf(said, 'filter');
  if (!range) return undefined;
  const { language } = said;
  const kinds = [
    language.mine,
    language.doneWords,
    language.overdueWords,
    language.blockedWords,
    language.unassignedWords,
  ]
    .concat(
      Object.keys(language.spans),
      Object.keys(language.priorities),
      Object.keys(language.stages),
      language.me,
      language.all,
      language.beforeName,
    )
    .concat(language.beforeTime, language.forWhom, language.timeWords, language.refNouns, IDLE)
    .flatMap((words) => words)
    .flatMap((words) => words.split(' '));
  const when = said.when();
  const left = said.tokens.slice(range.from, range.to).filter((token, i) => {
    const named = said.names.some(({ from, to }) => range.from + i >= from && range.from + i < to);
    return (
      !named && !(when && isTime(token, when)) && !kinds.includes(token.norm) && !/^(?:#?\d|urgent)/u.test(token.norm)
    );
  });
  const words = wordsOf(said.text, left, 0, left.length);
  return words === '' ? undefined : words;
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
