import type { Token } from '../text/tokens.ts';
import type { Lexicon } from './lexicon.ts';

/** Courtesies that are also how a thing is. */
const STATES = new Set(['ok', 'okay']);

/**
 * Without "please", "can you", "thanks" around it; and with what is said at the end ("to me"), which may matter. In
 * "site: pump ok" the last word is no courtesy but how the pump is.
 */
export function polite(tokens: readonly Token[], lexicon: Lexicon): [readonly Token[], readonly Token[]] {
  let from = 0;
  let to = tokens.length;
  for (let cut = opening(tokens, from, lexicon); cut > 0 && from + cut < to; cut = opening(tokens, from, lexicon))
    from += cut;
  const tells = tokens.some(({ norm }) => norm === ':');
  for (let cut = closing(tokens, to, lexicon); cut > 0 && from < to - cut; cut = closing(tokens, to, lexicon)) {
    if (tells && cut === 1 && STATES.has(tokens[to - 1]?.norm ?? '')) break;
    to -= cut;
  }
  const opened = from === 0 ? tokens : tokens.slice(from);
  return [to === tokens.length ? opened : tokens.slice(from, to), opened];
}

function opening(tokens: readonly Token[], at: number, lexicon: Lexicon): number {
  const phrases = lexicon.openings.get(tokens[at]?.norm ?? '') ?? [];
  return phrases.find((phrase) => phrase.every((word, i) => tokens[at + i]?.norm === word))?.length ?? 0;
}

function closing(tokens: readonly Token[], to: number, lexicon: Lexicon): number {
  const phrases = lexicon.closings.get(tokens[to - 1]?.norm ?? '') ?? [];
  return (
    phrases.find((phrase) => phrase.every((word, i) => tokens[to - phrase.length + i]?.norm === word))?.length ?? 0
  );
}
