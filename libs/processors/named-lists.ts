import type { KnownList } from '#core';

const NO_NAME = new Set(['list', 'lists', 'lista', 'listas', 'the', 'my', 'la', 'mi', 'el', 'de', 'for', 'of']);
const PRIVATE = /^(?:my )?(?:private|personal|privada)(?: one)?$/i;
/** "my private errands list", "mi lista privada de mandados": which one is said beside it. */
const PRIVATELY = /^(?:private|privada) (?:list |lista )?(?:de )?(.+)$|^(.+) privada$/iu;

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

/** "my private list", "my private errands list": one that only the speaker sees. */
export function meansPrivate(name: string): boolean {
  return PRIVATE.test(name.trim()) || PRIVATELY.test(name.trim());
}

/** The speaker's own that are meant so; all of them when none is named. */
export function privateLists(name: string, lists: readonly KnownList[]): readonly KnownList[] {
  const own = lists.filter(({ ownerId }) => ownerId !== undefined);
  const [, said, before] = PRIVATELY.exec(name.trim()) ?? [];
  return PRIVATE.test(name.trim()) ? own : listsNamed(said ?? before ?? '', own);
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
