import { rangeOf, type Said } from '../grammar/said.ts';

/** The record numbers of a slot: "3, 5 and 7" → [3, 5, 7]; "it" → the record last talked about. */
export function readRefs(said: Said, slot = 'refs'): number[] {
  const ranges = said.captures.filter((capture) => capture.slot === slot);
  for (const range of ranges) said.note(slot, range.from, range.to);
  const tokens = ranges.flatMap((range) => said.tokens.slice(range.from, range.to));
  const numbers = tokens.flatMap((token) => {
    const digits = /^#?(\d{1,6})(?:'?s)?$/u.exec(token.norm)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return [...new Set(numbers)];
}

export function pointsBack(said: Said): boolean {
  return said.given.marks.has('it') || rangeOf(said, 'it') !== undefined;
}
