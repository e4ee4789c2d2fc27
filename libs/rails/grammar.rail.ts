import type { Reading } from '#core';
import type { Lexicon, Pattern } from './grammar/lexicon.ts';
import { match, type Match } from './grammar/match.ts';
import { plausible } from './grammar/plausible.ts';
import { found, lazily, TIMELY, withoutTime, type Candidate, type Found, type Phrase } from './grammar/read.ts';
import { findNames } from './slots/known.ts';
import { mayHaveTime, type When } from './slots/when.ts';
import { whenOf } from './slots/zone.ts';
import type { Token } from './text/tokens.ts';
import { inDigits } from './text/numbers.ts';
import { corrected } from './text/typos.ts';

/** A question about the past may be about tasks ("what did we get done yesterday"). */
const MAYBE_TIMELY = new RegExp(`${TIMELY.source}|^search\\.`, 'u');

/** Label and slots together, from the patterns of whichever language fits best. */
export function grammarRail(phrase: Phrase, reading: Reading, lexicons: readonly Lexicon[]): Found | undefined {
  let top: { candidate: Candidate; lexicon: Lexicon; when: () => When | undefined } | undefined;
  for (const lexicon of lexicons) {
    const when = lazily(() =>
      mayHaveTime(phrase.tokens, lexicon.language) ? whenOf(phrase, reading, lexicon.language) : undefined,
    );
    const candidate = inLanguage(phrase, reading, lexicon, when);
    if (candidate && (!top || candidate.rank > top.candidate.rank)) top = { candidate, lexicon, when };
  }
  return top && found(top.candidate, phrase, reading, top.lexicon, top.when);
}

function inLanguage(
  phrase: Phrase,
  reading: Reading,
  lexicon: Lexicon,
  when: () => When | undefined,
): Candidate | undefined {
  const counted = inDigits(phrase.tokens, lexicon.language);
  if (counted) return inWords({ ...phrase, tokens: counted }, reading, lexicon, when);
  return inWords(phrase, reading, lexicon, when);
}

function inWords(
  phrase: Phrase,
  reading: Reading,
  lexicon: Lexicon,
  when: () => When | undefined,
): Candidate | undefined {
  const asSaid = readingOf(phrase, reading, lexicon, when);
  if (asSaid?.sure) return asSaid;
  const tokens = corrected(phrase.tokens, lexicon.language.keywords, lexicon.vocabulary);
  const asMeant = tokens && readingOf({ ...phrase, tokens }, reading, lexicon, when);
  return asMeant?.sure ? asMeant : asSaid;
}

function readingOf(
  phrase: Phrase,
  reading: Reading,
  lexicon: Lexicon,
  when: () => When | undefined,
): Candidate | undefined {
  const [stripped, opened] = polite(phrase.tokens, lexicon);
  const plain = best([...new Set([stripped, opened, phrase.tokens])], reading, lexicon);
  const timely = !plain?.sure || MAYBE_TIMELY.test(plain.pattern.command) ? withoutTime(stripped, when()) : undefined;
  return better(plain, timely && best([timely], reading, lexicon));
}

/** The reading without the time's words is preferred when it says the same or more. */
function better(plain: Candidate | undefined, cut: Candidate | undefined): Candidate | undefined {
  if (!plain || !cut) return plain ?? cut;
  if (!TIMELY.test(cut.pattern.command)) return plain;
  if (plain.sure && !cut.sure) return plain;
  if (cut.sure && !plain.sure) return cut;
  return cut.rank >= plain.rank - 1 ? cut : plain;
}

/** Courtesies that are also how a thing is. */
const STATES = new Set(['ok', 'okay']);

function best(ways: readonly (readonly Token[])[], reading: Reading, lexicon: Lexicon): Candidate | undefined {
  let top: Candidate | undefined;
  // a doubtful reading does not take the place of a sure one that says the same
  const sureOnes = new Map<string, Candidate>();
  for (const [i, tokens] of ways.entries()) {
    if (tokens.length === 0 || (i > 0 && top?.sure)) continue;
    const names = findNames(tokens, reading.known);
    for (const pattern of patternsFor(tokens, lexicon)) {
      const found = match(pattern.program, tokens, names);
      if (!found) continue;
      const sure = pattern.sure && plausible(pattern, found, { tokens, names, lexicon });
      const rank = rankOf({ pattern, sure }, found, tokens.length);
      const candidate = { pattern, match: found, sure, tokens, names, rank };
      if (isBetter(candidate, top)) top = candidate;
      if (sure && isBetter(candidate, sureOnes.get(gistOf(candidate)))) sureOnes.set(gistOf(candidate), candidate);
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
  return found.literal + (sure ? 1.5 : pattern.sure ? 0.5 : 0) - open;
}

function patternsFor(tokens: readonly Token[], lexicon: Lexicon): Set<Pattern> {
  const patterns = new Set<Pattern>(lexicon.always);
  for (const token of tokens) for (const pattern of lexicon.byWord.get(token.norm) ?? []) patterns.add(pattern);
  return patterns;
}

/**
 * Without "please", "can you", "thanks" around it; and with what is said at the end ("to me"), which may matter. In
 * "site: pump ok" the last word is no courtesy but how the pump is.
 */
function polite(tokens: readonly Token[], lexicon: Lexicon): [readonly Token[], readonly Token[]] {
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
