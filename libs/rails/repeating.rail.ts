import type { Reading } from '#core';
import { type Lexicon } from './grammar/lexicon.ts';
import { match } from './grammar/match.ts';
import { ANYTHING } from './grammar/anything.ts';
import { found, withoutTime, type Found, type Phrase } from './grammar/read.ts';
import { grammarRail } from './grammar.rail.ts';
import type { Token } from './text/tokens.ts';
import { findNames } from './slots/known.ts';
import { mayHaveTime, type When } from './slots/when.ts';
import { whenOf } from './slots/zone.ts';

/**
 * "water the filters every 3 days after done": whatever is done again a while after it was done is a task; and so is
 * work that comes back by the calendar, "every monday check the oil at Crockett".
 */
export function repeatingRail(phrase: Phrase, reading: Reading, lexicons: readonly Lexicon[]): Found | undefined {
  for (const lexicon of lexicons) {
    if (!mayHaveTime(phrase.tokens, lexicon.language)) continue;
    const when = whenOf(phrase, reading, lexicon.language);
    const tokens = when?.slots.recurrence ? withoutTime(phrase.tokens, when) : undefined;
    if (!tokens || tokens.length === 0) continue;
    if (!when?.slots.recurrenceFrom && !(when?.problem === undefined && isWork(phrase, tokens, lexicon))) continue;
    const change = changing({ ...phrase, tokens }, reading, lexicons, when);
    if (change) return change;
    const names = findNames(tokens, reading.known);
    const said = match(ANYTHING.program, tokens, names);
    if (!said) continue;
    return found(
      { pattern: ANYTHING, match: said, sure: true, tokens, names, rank: 0 },
      phrase,
      reading,
      lexicon,
      () => when,
    );
  }
  return undefined;
}

/** Begins with something to be done, and all of it is said before or after how often. */
function isWork({ tokens: all }: Phrase, tokens: readonly Token[], { language }: Lexicon): boolean {
  const [first] = tokens;
  const last = tokens.at(-1);
  const whole = first && last && all.slice(first.index - (all[0]?.index ?? 0)).length >= tokens.length;
  return (
    Boolean(whole) && (language.words['work'] ?? language.words['do'] ?? '').split('|').includes(first?.norm ?? '')
  );
}

/** "make #12 repeat every 3 days after done": what is left without the time changes a task that is there. */
function changing(
  rest: Phrase,
  reading: Reading,
  lexicons: readonly Lexicon[],
  when: When | undefined,
): Found | undefined {
  const read = grammarRail(rest, reading, lexicons);
  if (!read?.sure || read.command.entity !== 'task' || read.command.operation !== 'update') return undefined;
  const command = { ...read.command, slots: { ...read.command.slots, ...when?.slots } };
  return { ...read, command, missing: read.missing.filter((slot) => slot !== 'due') };
}
