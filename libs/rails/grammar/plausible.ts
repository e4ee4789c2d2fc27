import type { Language } from '../language/language.ts';
import type { NameSpan } from '../slots/known.ts';
import { spanOfDay, timeOfDay } from '../slots/clock.ts';
import { zoneNamed } from '../slots/places-of-time.ts';
import { tongueNamed } from '../slots/tongues.ts';
import type { Token } from '../text/tokens.ts';
import type { Lexicon } from './lexicon.ts';
import type { Pattern } from './pattern.ts';
import type { Capture, Match } from './match.ts';

const LONGEST_NAME = 5;
const LONGEST_WHO = 5;
/** Words that must be a time of day, a zone or a language to be taken for one. */
const SETTINGS: Readonly<Record<string, (words: string) => boolean>> = {
  quiet: (words) => spanOfDay(words) !== undefined,
  digest: (words) => timeOfDay(words) !== undefined,
  zone: (words) => zoneNamed(words) !== undefined,
  tongue: (words) => tongueNamed(words) !== undefined,
};
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
    if (slot === 'who') return isKnown(capture, 'person', names) || mayBePerson(words, command, lexicon);
    if (slot === 'site' && from === 0) return isKnown(capture, 'site', names) || mayBeSite(words, lexicon);
    if (slot === 'query' && command === 'list.show' && words.some((word) => language.reminderWords.includes(word)))
      return false;
    if (slot === 'items' && from === 0 && to < tokens.length) return isThing(words, language);
    if (SETTINGS[slot]) return SETTINGS[slot](words.join(' '));
    if (slot === 'title' && command === 'reminder.create' && isRemark(words, language)) return false;
    return !NAMING.has(slot) || tells(words, language);
  });
}

/** "the", "all my": words that name nothing; "it" and "that one" point back. */
function tells(words: readonly string[], { beforeName, all, it }: Language): boolean {
  return it.includes(words.join(' ')) || words.some((word) => !beforeName.includes(word) && !all.includes(word));
}

/** "why we do this", "you rock", "please don't": no thing to be reminded of. */
function isRemark(words: readonly string[], { notReminders, negations, titleLeads }: Language): boolean {
  const from = words.findIndex((word) => !titleLeads.includes(word));
  const begins = (said: readonly string[]): boolean =>
    [1, 2].some((length) => said.includes(words.slice(from, from + length).join(' ')));
  return begins(notReminders) || begins(negations) || negations.includes(words.at(-1) ?? '');
}

/** A list is named in a few words, not by an article alone ("make this a list"), and some lists are not ours. */
function isListName(words: readonly string[], { notOurs, notNames, beforeName }: Language): boolean {
  if (words.every((word) => beforeName.includes(word))) return false;
  if (notOurs.includes(words.join(' ')) || notOurs.includes(words.at(-1) ?? '')) return false;
  return words.length <= LONGEST_NAME && !words.some((word) => notNames.includes(word));
}

/** What stands before "on the list" without a verb is a thing, not a sentence. */
function isThing(words: readonly string[], { notNames, notThings }: Language): boolean {
  return !words.some((word) => notNames.includes(word) || notThings.includes(word));
}

function isKnown({ from }: Capture, what: string, names: readonly NameSpan[]): boolean {
  return names.some((name) => name.what === what && name.from === from);
}

/** The speaker, or somebody unknown; whoever is to get a new task must be named by words that can only be a name. */
function mayBePerson(words: readonly string[], command: string, { language, vocabulary }: Lexicon): boolean {
  if (language.me.includes(words.join(' '))) return true;
  if (words.length > LONGEST_WHO || isNobody(words, language)) return false;
  if (command !== 'task.create') return true;
  return words.length <= 2 && !words.some((word) => language.notPeople.includes(word) || vocabulary.has(word));
}

/** "me never" and "el viernes" are nobody. */
function isNobody(words: readonly string[], { me, beforeName, pronouns, timeWords }: Language): boolean {
  const [first = ''] = words;
  if (pronouns.includes(words.join(' ')) || [first, words.at(-1) ?? ''].some((word) => timeWords.includes(word)))
    return true;
  return words.length > 1 && me.includes(first) && !beforeName.includes(first);
}

/** A name at the head of a report that is no word of ours. */
function mayBeSite(words: readonly string[], { vocabulary }: Lexicon): boolean {
  return words.length <= 3 && !words.some((word) => vocabulary.has(word));
}
