import type { Slots } from '#core';
import { take, type Said } from '../grammar/said.ts';
import { fold } from '../text/tokens.ts';

const UNITS = { min: 'minute', h: 'hour', d: 'day', w: 'week', s: 'week', m: 'month' } as const;

const SPAN =
  /^(\S+) (?=(?:min(?:ute|uto)?s?|h(?:(?:ou)?rs?|oras?)?|d(?:ays?|ias?)|weeks?|semanas?|m(?:onths?|es|eses))$)(min|[hdwsm])/u;

/** "two days", "una semana": by how much something is put off. */
export function byHowMuch(said: Said): Slots['by'] {
  const words = fold(take(said, 'by') ?? '');
  const [, count = '', start = ''] = SPAN.exec(words) ?? [];
  const unit = UNITS[start as keyof typeof UNITS]; // undefined when it is none of them
  const number = /^(?:an?|un|una|another|otro|otra|otros|otras)$/u.test(count)
    ? 1
    : Number(said.language.numbers[count] ?? count);
  return unit && Number.isInteger(number) && number > 0 && number <= 1000 ? { unit, count: number } : undefined;
}
