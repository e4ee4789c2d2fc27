import type { NamedPerson, Reading } from '#core';
import { namesIn, rangeOf, wordsIn, type Said } from '../grammar/said.ts';
import type { Language } from '../language/language.ts';
import { fold, wordsOf, type Token } from '../text/tokens.ts';
import type { NameSpan } from './known.ts';

export function personOf(name: NameSpan): NamedPerson {
  return name.id === undefined ? { name: name.name } : { name: name.name, personId: name.id };
}

/** The person speaking, by name where the directory has one. */
export function speaker(reading: Reading, asSaid: string): NamedPerson {
  const person = reading.known.people.find((one) => one.id === reading.speakerId);
  return { name: person?.name ?? asSaid, ...(reading.speakerId !== undefined && { personId: reading.speakerId }) };
}

export function isMe(words: string, language: Language): boolean {
  return language.me.includes(fold(words));
}

/** The people of a `who` or `me` slot: known names, the speaker, or as spelt. */
export function readPeople(said: Said): NamedPerson[] {
  const me = wordsIn(said, 'me');
  const range = rangeOf(said, 'who');
  if (!range) return me === undefined ? [] : [speaker(said.reading, me)];
  said.note('assignees', range.from, range.to);
  const names = chain(said, range);
  if (names.length > 0) return distinct(names.map(personOf));
  const spelt = wordsOf(said.text, unbroken(said.tokens.slice(range.from, range.to)), 0, range.to - range.from);
  return isMe(spelt, said.language)
    ? [speaker(said.reading, spelt)]
    : [
        {
          name: spelt
            .replace(/^(?:@|everyone in the |the |el |la )/iu, '')
            .replace(/(?: group| grupo|'s phone)$/iu, ''),
        },
      ];
}

/** Words up to where a time was cut out: what follows is no longer the name. */
function unbroken(tokens: readonly Token[]): readonly Token[] {
  const first = tokens[0]?.index ?? 0;
  return tokens.filter((token, i) => token.index === first + i);
}

/** The people named one after another from a place on: "@joel @maria and taylor". */
function chain(said: Said, range: { from: number; to: number }): NameSpan[] {
  const names = namesIn(said, 'person', range.from, range.to);
  for (let at = range.to; ;) {
    if (said.language.and.includes(said.tokens[at]?.norm ?? '')) at++;
    const next = namesIn(said, 'person', at).find((name) => name.from === at);
    if (!next || names.length === 0) return names;
    names.push(next);
    at = next.to;
  }
}

/** Each person once. */
export function distinct(people: readonly NamedPerson[]): NamedPerson[] {
  return people.filter((person, i) => people.findIndex((other) => fold(other.name) === fold(person.name)) === i);
}
