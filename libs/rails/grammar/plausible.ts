import type { Language } from '../language/language.ts';
import type { NameSpan } from '../slots/known.ts';
import type { Token } from '../text/tokens.ts';
import type { Lexicon, Pattern } from './lexicon.ts';
import type { Capture, Match } from './match.ts';

const LONGEST_NAME = 5;
const LONGEST_WHO = 4;
const NAMING = new Set(['title', 'items', 'query']);

/** Whether the words of each slot can be what the pattern takes them for. */
export function plausible(
  { command }: Pattern,
  { captures }: Match,
  { tokens, names, lexicon }: { tokens: readonly Token[]; names: readonly NameSpan[]; lexicon: Lexicon },
): boolean {
  const { language } = lexicon;
  return captures.every((capture) => {
    const { slot, from, to } = capture;
    const words = tokens.slice(from, to).map((token) => token.norm);
    if (slot === 'list') return isListName(words, language);
    if (slot === 'who')
      return words.length <= LONGEST_WHO && (command !== 'task.create' || isPerson(capture, words, names, lexicon));
    if (slot === 'site' && from === 0) return isSite(capture, words, names, lexicon);
    if (slot === 'query' && command === 'list.show' && words.some((word) => language.reminderWords.includes(word)))
      return false;
    if (slot === 'items' && from === 0 && to < tokens.length) return isThing(words, language);
    return !NAMING.has(slot) || tells(words, language);
  });
}

/** "the", "all my": words that name nothing; "it" and "that one" point back. */
function tells(words: readonly string[], { beforeName, all, it }: Language): boolean {
  return it.includes(words.join(' ')) || words.some((word) => !beforeName.includes(word) && !all.includes(word));
}

/** A list is named in a few words, and some lists are not ours. */
function isListName(words: readonly string[], { notOurs, notNames }: Language): boolean {
  if (notOurs.includes(words.join(' ')) || notOurs.includes(words.at(-1) ?? '')) return false;
  return words.length <= LONGEST_NAME && !words.some((word) => notNames.includes(word));
}

/** What stands before "on the list" without a verb is a thing, not a sentence. */
function isThing(words: readonly string[], { notNames, notThings }: Language): boolean {
  return !words.some((word) => notNames.includes(word) || notThings.includes(word));
}

/** Known, mentioned or the speaker; or, where a pattern leaves it open, words that can only be a name. */
function isPerson(
  { from }: Capture,
  words: readonly string[],
  names: readonly NameSpan[],
  { language, vocabulary }: Lexicon,
): boolean {
  if (names.some((name) => name.what === 'person' && name.from === from)) return true;
  if (language.me.includes(words.join(' '))) return true;
  return words.length <= 2 && !words.some((word) => language.notPeople.includes(word) || vocabulary.has(word));
}

/** A known site, or a name at the head of a report that is no word of ours. */
function isSite(
  { from }: Capture,
  words: readonly string[],
  names: readonly NameSpan[],
  { vocabulary }: Lexicon,
): boolean {
  if (names.some((name) => name.what === 'site' && name.from === from)) return true;
  return words.length <= 3 && !words.some((word) => vocabulary.has(word));
}
