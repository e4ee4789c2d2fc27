import type { Reading } from '#core';
import type { Lexicon } from './grammar/lexicon.ts';
import type { Phrase } from './grammar/read.ts';

/** The commands of a message, each with its own words. */
export function segments(whole: Phrase, _reading: Reading, _lexicons: readonly Lexicon[]): readonly Phrase[] {
  return [whole];
}
