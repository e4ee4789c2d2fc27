import type { Reading } from '#core';
import { best, SURE } from './grammar/best.ts';
import { polite } from './grammar/courtesies.ts';
import type { Lexicon } from './grammar/lexicon.ts';
import { isOfNumbers } from './grammar/match.ts';
import { found, lazily, TIMELY, withoutTime, type Candidate, type Found, type Phrase } from './grammar/read.ts';
import { mayBeName } from './slots/known.ts';
import { mayHaveTime, type When } from './slots/when.ts';
import { whenOf } from './slots/zone.ts';
import type { Token } from './text/tokens.ts';
import { inDigits } from './text/numbers.ts';
import { corrected, mayBeSlip } from './text/typos.ts';

/** A question about the past may be about tasks ("what did we get done yesterday"). */
const MAYBE_TIMELY = new RegExp(`${TIMELY.source}|^search\\.`, 'u');

/** A command's words as one language hears them. */
interface Hearing {
  readonly lexicon: Lexicon;
  /** Of two readings that are as good, the earlier language's counts. */
  readonly order: number;
  readonly tokens: readonly Token[];
  readonly when: () => When | undefined;
  /** No reading in this language can rank higher. */
  readonly highest: number;
}

/** Label and slots together, from the patterns of whichever language fits best. */
export function grammarRail(phrase: Phrase, reading: Reading, lexicons: readonly Lexicon[]): Found | undefined {
  const heard = lexicons.map((lexicon, order) => hear(phrase, reading, lexicon, order));
  let top: { readonly candidate: Candidate; readonly hearing: Hearing } | undefined;
  for (const hearing of heard.sort((a, b) => b.highest - a.highest)) {
    const wins = (rank: number): boolean =>
      !top || rank > top.candidate.rank || (rank === top.candidate.rank && hearing.order < top.hearing.order);
    if (!wins(hearing.highest)) continue;
    const candidate = inLanguage(hearing, reading);
    if (candidate && wins(candidate.rank)) top = { candidate, hearing };
  }
  return top && found(top.candidate, phrase, reading, top.hearing.lexicon, top.hearing.when);
}

function hear(phrase: Phrase, reading: Reading, lexicon: Lexicon, order: number): Hearing {
  const { language, vocabulary } = lexicon;
  const tokens = inDigits(phrase.tokens, language) ?? phrase.tokens;
  const when = lazily(() => (mayHaveTime(phrase.tokens, language) ? whenOf(phrase, reading, language) : undefined));
  const telling = tokens.filter(
    ({ norm }) => vocabulary.has(norm) || mayBeSlip(norm) || isOfNumbers(norm) || mayBeName(norm, reading.known),
  );
  return { lexicon, order, tokens, when, highest: telling.length + SURE };
}

function inLanguage(hearing: Hearing, reading: Reading): Candidate | undefined {
  const asSaid = readingOf(hearing.tokens, hearing, reading);
  if (asSaid?.sure) return asSaid;
  const { language, vocabulary } = hearing.lexicon;
  const meant = corrected(hearing.tokens, language.keywords, vocabulary);
  const asMeant = meant && readingOf(meant, hearing, reading);
  return asMeant?.sure ? asMeant : asSaid;
}

function readingOf(tokens: readonly Token[], { lexicon, when }: Hearing, reading: Reading): Candidate | undefined {
  const [stripped, opened] = polite(tokens, lexicon);
  const plain = best([...new Set([stripped, opened, tokens])], reading, lexicon);
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
