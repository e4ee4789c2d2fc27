import { type Length, type Meaning, type PartOfDay, type Role, type Unit, type Vocabulary } from './vocabulary.ts';
import { fold, tokenize } from './tokens.ts';

interface Entry {
  readonly words: readonly string[];
  readonly meaning: Meaning;
}

/** A vocabulary made ready for lookup: by first word, longest phrase first. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Words that can begin an expression of time by themselves; without one there is nothing to read. */
  readonly forgiven: ReadonlyMap<string, string>;
}

const NO_ENTRIES: readonly Entry[] = [];

export function compile(vocabulary: Vocabulary): Lexicon {
  const byPhrase = new Map<string, Meaning>();
  for (const [phrase, part] of meaningsOf(vocabulary)) {
    const meaning = byPhrase.get(phrase) ?? { roles: new Set<Role>() };
    byPhrase.set(phrase, Object.assign(meaning, part));
  }
  for (const [role, phrases] of Object.entries(vocabulary.roles)) {
    for (const phrase of phrases) {
      const meaning = byPhrase.get(phrase) ?? { roles: new Set<Role>() };
      meaning.roles.add(role as Role); // the keys of `roles` are exactly the roles
      byPhrase.set(phrase, meaning);
    }
  }
  for (const word of vocabulary.weak) Object.assign(byPhrase.get(word) ?? {}, { weak: true });
  return { vocabulary, entries: byFirstWord(byPhrase), forgiven: slipsOf(vocabulary) };
}

export function entriesFor(lexicon: Lexicon, word: string): readonly Entry[] {
  return lexicon.entries.get(word) ?? NO_ENTRIES;
}

function* meaningsOf(vocabulary: Vocabulary): Generator<[string, Partial<Meaning>]> {
  yield* pairs(vocabulary.numbers, (number: number) => ({ number }));
  yield* pairs(vocabulary.ordinals, (ordinal: number) => ({ ordinal }));
  yield* pairs(vocabulary.weekdays, (weekday: number) => ({ weekday }));
  yield* pairs(vocabulary.everyWeekday, (everyWeekday: number) => ({ everyWeekday }));
  yield* pairs(vocabulary.months, (month: number) => ({ month }));
  yield* pairs(vocabulary.days, (day: number) => ({ day }));
  yield* pairs(vocabulary.meridiems, (meridiem: 'am' | 'pm') => ({ meridiem }));
  yield* pairs(vocabulary.zones, (zone: string) => ({ zone }));
  yield* pairs(vocabulary.holidays, (date: string) => ({ holiday: { month: +date.slice(0, 2), day: +date.slice(3) } }));
  yield* pairs(vocabulary.adverbs, (adverb: Length) => ({ adverb }));
  yield* pairs(vocabulary.times, (time: string) => ({ time: { hour: +time.slice(0, 2), minute: +time.slice(3) } }));
  yield* pairs(vocabulary.units, (length: Unit | Length) => ({
    length: typeof length === 'string' ? { unit: length, count: 1 } : length,
  }));
  yield* pairs(vocabulary.parts, (part: PartOfDay) => ({ part: { part, use: 'noun' as const } }));
  yield* pairs(vocabulary.partPhrases, (part: PartOfDay) => ({ part: { part, use: 'phrase' as const } }));
  yield* pairs(vocabulary.partsOfToday, (part: PartOfDay) => ({ part: { part, use: 'today' as const } }));
  yield* pairs(vocabulary.everyPart, (part: PartOfDay) => ({ part: { part, use: 'every' as const } }));
}

function* pairs<V>(
  words: Readonly<Record<string, V>>,
  meaning: (value: V) => Partial<Meaning>,
): Generator<[string, Partial<Meaning>]> {
  for (const [phrase, value] of Object.entries(words)) yield [phrase, meaning(value)];
}

function byFirstWord(byPhrase: ReadonlyMap<string, Meaning>): Map<string, Entry[]> {
  const entries = new Map<string, Entry[]>();
  for (const [phrase, meaning] of byPhrase) {
    const words = tokenize(phrase).map((token) => token.word);
    const first = words[0] ?? '';
    entries.set(first, [...(entries.get(first) ?? []), { words, meaning }]);
  }
  for (const list of entries.values()) list.sort((a, b) => b.words.length - a.words.length);
  return entries;
}

/** Every slip of one missing, doubled or swapped letter after the first, unless it is a word of its own. */
function slipsOf(vocabulary: Vocabulary): Map<string, string> {
  const slips = new Map<string, string>();
  for (const word of vocabulary.forgiven.map(fold)) {
    for (let i = 1; i < word.length; i++) {
      slips.set(word.slice(0, i) + word.slice(i + 1), word);
      slips.set(word.slice(0, i) + (word[i] ?? '') + word.slice(i), word);
      slips.set(word.slice(0, i) + (word[i + 1] ?? '') + (word[i] ?? '') + word.slice(i + 2), word);
    }
  }
  return slips;
}
