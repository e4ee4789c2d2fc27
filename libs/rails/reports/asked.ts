import type { Slots } from '#core';
import { namesIn, rangeOf, type Said } from '../grammar/said.ts';
import { personOf } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { wordsOf, type Token } from '../text/tokens.ts';
import { periodIn } from './period.ts';

const LATEST =
  /\b(?:last|latest|most recent|newest|ultim[oa]|mas reciente) (?:field |site |daily |shift )?(?:report|reporte|informe|parte)\b/u;
const DRAFT = /\b(?:drafts?|unfinished|borradores|borrador)\b/u;
const FINAL = /\b(?:final|finalized|finalizados?|finales)\b/u;
const MINE = /\b(?:my|mine|mis|mios)\b/u;
/** What is left of a question when place, person and time are taken out, and says nothing by itself. */
const IDLE = new Set(
  `from for by at on of in about since the this that last latest all any my site report reports pdf as de del la el los las en por
   para sobre desde un una reporte reportes informe informes draft drafts
   unfinished borrador borradores final finalized my mis field show list and y 's
   ultimo último ultima última what which there are is were was do we have qué que cuáles cuales hay tenemos`.split(
    /\s+/u,
  ),
);

/** Which reports are asked for: by number, place, person, days, state, or words. */
export function readReportQuery(said: Said): Slots {
  const { reading } = said;
  const site = readSite(said);
  const people = namesIn(said, 'person').map(personOf);
  const refs = readRefs(said);
  const words = said.all.map(({ norm }) => norm).join(' ');
  const period = periodIn(words, reading.now, reading.timeZone);
  const query = queryIn(said, period?.words ?? []);
  return {
    ...(site && { site }),
    ...(people.length > 0 && { assignees: people }),
    ...(people.length === 0 && MINE.test(words) && { mine: true }),
    ...(refs.length > 0 && { refs }),
    ...(period && { period: { from: period.from, to: period.to } }),
    ...(LATEST.test(words) && { latest: true }),
    ...(DRAFT.test(words)
      ? { reportStatus: 'draft' as const }
      : FINAL.test(words) && { reportStatus: 'final' as const }),
    ...(query !== undefined && { query }),
    ...said.given.slots,
  };
}

function queryIn(said: Said, period: readonly string[]): string | undefined {
  const range = rangeOf(said, 'query');
  if (!range) return undefined;
  const named = [...namesIn(said, 'site'), ...namesIn(said, 'person')];
  const tokens = said.tokens.slice(range.from, range.to);
  const kept = tokens.filter(({ norm }, i) => {
    const at = range.from + i;
    return !named.some(({ from, to }) => at >= from && at < to) && !period.includes(norm);
  });
  const telling = (token: Token | undefined): boolean => token !== undefined && !IDLE.has(token.norm);
  const first = kept.findIndex(telling);
  const last = kept.findLastIndex(telling);
  if (first < 0) return undefined;
  said.note('query', range.from, range.to);
  return wordsOf(said.text, kept, first, last + 1);
}
