import type { Mentioned, Outcome } from '#core';

/** Where the words of each outcome name somebody who is to be told; the words stand in a text with `gap` units between. */
export function mentionsIn(outcomes: readonly Outcome[], words: readonly string[], gap: number): Mentioned[] {
  const mentions: Mentioned[] = [];
  let begin = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const text = words[index] ?? '';
    let from = 0;
    for (const { name, externalId } of outcome.kind === 'reminded' ? (outcome.to ?? []) : []) {
      const start = text.indexOf(name, from);
      if (start < 0) continue;
      from = start + name.length;
      if (externalId) mentions.push({ start: begin + start, length: name.length, externalId });
    }
    begin += text.length + gap;
  }
  return mentions;
}
