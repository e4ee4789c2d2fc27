import { describe, expect, it } from '@jest/globals';
import { LEXICONS } from '../lexicons.ts';
import { CREW, regressionRows } from '../regression/regression.ts';
import { findNames } from '../slots/known.ts';
import { tokenise } from '../text/tokens.ts';
import { match } from './match.ts';

const LISTED = { ...CREW.known, lists: [{ id: 'l1', name: 'truck 9' }] };
/** Sayings, and pieces of them: what the rails try is often half a sentence. */
const texts = regressionRows().flatMap(({ text }) => [text, ...halves(text)]);

function halves(text: string): string[] {
  const words = text.split(' ');
  const middle = Math.ceil(words.length / 2);
  return [words.slice(0, middle).join(' '), words.slice(middle).join(' '), `${text} truck 9`, `12 ${text} 3-5`];
}

describe('the sieve', () => {
  it.each(LEXICONS.map((lexicon) => [lexicon.language.code, lexicon] as const))(
    'lets every pattern through that fits (%s)',
    (_, { patterns }) => {
      for (const text of texts) {
        const tokens = tokenise(text);
        if (tokens.length === 0) continue;
        const names = findNames(tokens, LISTED);
        const fitting = patterns.all.filter(({ program }) => match(program, tokens, names));
        const sifted = new Set(patterns.sift(tokens, names));
        expect([text, ...fitting.filter((pattern) => !sifted.has(pattern)).map(({ source }) => source)]).toEqual([
          text,
        ]);
      }
    },
  );

  it('leaves a few of the hundreds', () => {
    const tokens = tokenise('add milk and eggs to the shopping list');
    expect(LEXICONS[0].patterns.all.length).toBeGreaterThan(500);
    expect(LEXICONS[0].patterns.sift(tokens, []).length).toBeLessThan(30);
  });
});
