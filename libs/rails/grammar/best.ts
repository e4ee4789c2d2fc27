import type { Reading } from '#core';
import { findNames } from '../slots/known.ts';
import type { Token } from '../text/tokens.ts';
import type { Lexicon } from './lexicon.ts';
import { match, type Match } from './match.ts';
import { plausible } from './plausible.ts';
import type { Candidate } from './read.ts';

/** What a sure pattern is worth, in words. */
export const SURE = 1.5;

/** The best reading of a command's words, said in one of several ways. */
export function best(ways: readonly (readonly Token[])[], reading: Reading, lexicon: Lexicon): Candidate | undefined {
  let top: Candidate | undefined;
  // a doubtful reading does not take the place of a sure one that says the same
  const sureOnes = new Map<string, Candidate>();
  for (const [i, tokens] of ways.entries()) {
    if (tokens.length === 0 || (i > 0 && top?.sure)) continue;
    const names = findNames(tokens, reading.known);
    for (const pattern of lexicon.patterns.sift(tokens, names)) {
      const found = match(pattern.program, tokens, names);
      if (!found) continue;
      const sure = pattern.sure && plausible(pattern, found, { tokens, names, lexicon });
      const rank = rankOf({ pattern, sure }, found, tokens.length);
      const candidate = { pattern, match: found, sure, tokens, names, rank };
      if (isBetter(candidate, top)) top = candidate;
      if (!sure) continue;
      const gist = gistOf(candidate);
      if (isBetter(candidate, sureOnes.get(gist))) sureOnes.set(gist, candidate);
    }
  }
  return top?.sure ? top : ((top && sureOnes.get(gistOf(top))) ?? top);
}

/** The command a reading comes to, and which slots it fills; slots of one letter are gaps. */
function gistOf({ pattern, match }: Candidate): string {
  return [
    pattern.command,
    ...match.captures
      .map(({ slot }) => slot)
      .filter(({ length }) => length > 1)
      .sort(),
  ].join(' ');
}

function isBetter({ rank, pattern }: Candidate, than: Candidate | undefined): boolean {
  return !than || rank > than.rank || (rank === than.rank && pattern.order < than.pattern.order);
}

/** The pattern that accounts for most words wins; one that begins with anything at all must earn it. */
function rankOf({ pattern, sure }: Pick<Candidate, 'pattern' | 'sure'>, found: Match, length: number): number {
  const first = found.captures.find(
    (capture) =>
      capture.from === 0 &&
      capture.slot !== 'refs' &&
      capture.slot !== 'who' &&
      capture.slot !== 'it' &&
      capture.slot !== 'site',
  );
  const open = first && first.to < length ? 1.5 : 0;
  return found.literal + (sure ? SURE : pattern.sure ? 0.5 : 0) - open;
}
