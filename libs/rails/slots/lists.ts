import type { KnownList } from '#core';
import type { Language } from '../language/language.ts';
import { tolerance, within } from '../text/distance.ts';
import { fold } from '../text/tokens.ts';

/** Which known list is meant: tolerant of typing errors, plurals and word order; two equals are left to be asked. */
export function readList(
  said: string,
  lists: readonly KnownList[],
  language: Language,
): { listName: string; listId?: string } {
  const listName = nameSaid(said, language);
  const wanted = wordsOf(listName, language);
  const exact = lists.filter((list) => sameWords(wordsOf(list.name, language), wanted, 0));
  const found = exact.length > 0 ? exact : lists.filter((list) => sameWords(wordsOf(list.name, language), wanted, 1));
  const only = found.length === 1 ? found[0] : undefined;
  return only ? { listName, listId: only.id } : { listName };
}

/** The name without the word "list" and without articles, as said. */
function nameSaid(said: string, language: Language): string {
  const words = said
    .replace(/^["'“”«]+|["'“”»]+$/gu, '')
    .split(/\s+/u)
    .filter(Boolean);
  let from = 0;
  let to = words.length;
  while (from < to - 1 && language.beforeName.includes(fold(words[from] ?? ''))) from++;
  while (to > from + 1 && language.listWords.includes(fold(words[to - 1] ?? ''))) to--;
  return words
    .slice(from, to)
    .join(' ')
    .replace(/[.,;:!?"']+$/u, '');
}

function wordsOf(name: string, language: Language): string[] {
  const words = fold(name)
    .split(/[\s-]+/u)
    .filter(Boolean);
  const telling = words.filter((word) => !language.listWords.includes(word));
  return (telling.length > 0 ? telling : words).map(singular).sort();
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function sameWords(a: readonly string[], b: readonly string[], slack: 0 | 1): boolean {
  return a.length === b.length && a.every((word, i) => within(word, b[i] ?? '', slack * tolerance(word.length)));
}
