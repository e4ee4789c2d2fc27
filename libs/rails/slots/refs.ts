import { rangeOf, type Said } from '../grammar/said.ts';

const LONGEST_RANGE = 50;

/** The record numbers of a slot: "3, 5 and 7" → [3, 5, 7]; "it" → the record last talked about. */
export function readRefs(said: Said, slot = 'refs'): number[] {
  const ranges = said.captures.filter((capture) => capture.slot === slot);
  for (const range of ranges) said.note(slot, range.from, range.to);
  const tokens = ranges.flatMap((range) => said.tokens.slice(range.from, range.to));
  const numbers = tokens.flatMap((token) => numbersIn(token.norm));
  return [...new Set(numbers)];
}

/** "3-5" are three. */
function numbersIn(word: string): number[] {
  const [, first, last] = /^#?(\d{1,6})(?:-#?(\d{1,6})|'?s)?$/u.exec(word) ?? [];
  if (first === undefined) return [];
  const [from, to] = [Number(first), Number(last ?? first)];
  return to < from || to - from > LONGEST_RANGE ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

export function pointsBack(said: Said): boolean {
  return said.given.marks.has('it') || rangeOf(said, 'it') !== undefined;
}
