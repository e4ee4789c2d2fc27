import type { KnownList } from '#core';

const NO_NAME = new Set(['list', 'lists', 'lista', 'listas', 'the', 'my', 'la', 'mi', 'el', 'de', 'for', 'of']);
const PRIVATE = /^(?:my )?(?:private|personal|privada)(?: one)?$/i;

/** The lists of exactly that name, in any case. */
export function listsNamed(name: string, lists: readonly KnownList[]): readonly KnownList[] {
  const said = name.toLowerCase();
  return lists.filter((list) => list.name.toLowerCase() === said);
}

/** "the truck list" beside "Truck 4 parts" and "Truck 5 parts": lists whose names hold all the words said. */
export function listsLike(name: string, lists: readonly KnownList[]): readonly KnownList[] {
  const said = wordsOf(name);
  return said.length === 0 ? [] : lists.filter((list) => said.every((word) => wordsOf(list.name).includes(word)));
}

/** "my private list" names none: those only the speaker sees. */
export function meansPrivate(name: string): boolean {
  return PRIVATE.test(name.trim());
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !NO_NAME.has(word))
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word));
}
