import type { Reading } from '#core';
import { found, withoutTime, type Found, type Phrase } from './grammar/read.ts';
import type { Lexicon } from './grammar/lexicon.ts';
import { ANYTHING } from './grammar/anything.ts';
import { match } from './grammar/match.ts';
import { findNames } from './slots/known.ts';
import { findPriority } from './slots/priority.ts';
import { mayHaveTime } from './slots/when.ts';
import { whenOf } from './slots/zone.ts';
import type { Token } from './text/tokens.ts';

const FEWEST_WORDS = 3;

/**
 * "fix the pump at Mesa tomorrow", "check the gate at 9 @dave and @joel": work to be done, said as an order, and where, by
 * whom, when or how soon. Without any of these it may be chatter; what is broken, or was, is a report.
 */
export function workRail(phrase: Phrase, reading: Reading, lexicons: readonly Lexicon[]): Found | undefined {
  if (/\?\s*$/u.test(phrase.text) || phrase.tokens.length < FEWEST_WORDS) return undefined;
  for (const lexicon of lexicons) {
    const { language } = lexicon;
    const when = mayHaveTime(phrase.tokens, language) ? whenOf(phrase, reading, language) : undefined;
    if (when?.problem !== undefined) continue;
    const timeless = withoutTime(phrase.tokens, when) ?? phrase.tokens;
    const tokens = timeless.slice(leadOf(timeless, lexicon));
    const priority = findPriority(tokens, language);
    const order = tokens.slice(priority?.from === 0 ? priority.to : 0).filter(({ norm }) => norm !== ':');
    if (!isOrder(order, lexicon)) continue;
    const names = findNames(tokens, reading.known);
    const isPlaced = names.some(({ what, id }) => what === 'site' && id !== undefined);
    const isGiven = names.some(({ what, id, from }) => what === 'person' && id && tokens[from]?.norm.startsWith('@'));
    if (!isPlaced && !isGiven && !priority && when?.slots.due === undefined) continue;
    const said = match(ANYTHING.program, tokens, names);
    const chosen = said && { pattern: ANYTHING, match: said, sure: true, tokens, names, rank: 0 };
    const read = chosen && found(chosen, phrase, reading, lexicon, () => when);
    if (read?.command.slots.title !== undefined) return read;
  }
  return undefined;
}

/** "we need to …", "hay que …": how many words come before the order itself. */
function leadOf(tokens: readonly Token[], { language }: Lexicon): number {
  const begins = (lead: readonly string[]) => lead.every((word, i) => tokens[i]?.norm === word);
  return Math.max(
    0,
    ...language.orders.leads
      .map((lead) => lead.split(' '))
      .filter(begins)
      .map(({ length }) => length),
  );
}

/** Begins with a verb of field work that can be no noun there, and tells of nothing that is broken or done. */
function isOrder(tokens: readonly Token[], { language }: Lexicon): boolean {
  const [first, second] = tokens;
  if (!first || !second) return false;
  const { verbs, verbsBeforeThe, nouns, states } = language.orders;
  const verb =
    verbs.includes(first.norm) || (verbsBeforeThe.includes(first.norm) && language.beforeName.includes(second.norm));
  const isNoun = nouns.includes(`${first.norm} ${second.norm}`);
  return verb && !isNoun && !tokens.some(({ norm }) => states.includes(norm));
}
