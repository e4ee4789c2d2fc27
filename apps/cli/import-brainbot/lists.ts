import type { Making } from './plan.ts';

/** What becomes of a list whose name is taken: its items go onto that list, it is made under a name of its own, or it is left out. */
export const POLICIES = ['merge', 'rename', 'refuse'] as const;
export type Policy = (typeof POLICIES)[number];

/** A list that is here already. */
export interface KnownList {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
}

/** What is asked for instead of a list whose name is taken; `suffix` goes to the key of the row: it is another request. */
export interface Instead {
  readonly path: string;
  readonly body: object;
  readonly suffix: string;
}

const LONGEST = 80;

/** What is to be said before of lists whose names are taken, here or by another row. */
export function takenLists(makings: readonly Making[], here: readonly KnownList[], policy: Policy): readonly string[] {
  const taken = new Set(here.filter(({ private: hidden }) => !hidden).map(({ name }) => name.toLowerCase()));
  return makings
    .filter(({ table }) => table === 'lists')
    .flatMap(({ id, label }) => {
      const isTaken = taken.has(label.toLowerCase());
      taken.add(label.toLowerCase());
      return isTaken
        ? [
            `lists ${id}: there is a list "${label}" already; unless an earlier run made it of this row, ${will(label, policy)}`,
          ]
        : [];
    });
}

/** What is done with such a list instead of making it. Doing it twice has no further effect. */
export function insteadOf(list: Making, body: object, here: readonly KnownList[], policy: Policy): Instead | undefined {
  if (policy === 'refuse') return undefined;
  if (policy === 'rename')
    return { path: list.path, body: { ...body, name: besideName(list.label) }, suffix: ':beside' };
  const same = here.find(({ name, private: hidden }) => !hidden && name.toLowerCase() === list.label.toLowerCase());
  return same && 'items' in body
    ? { path: `${list.path}/${same.id}/items`, body: { items: body.items }, suffix: ':items' }
    : undefined;
}

function will(label: string, policy: Policy): string {
  switch (policy) {
    case 'merge':
      return 'its items are put on that one (--lists rename makes another)';
    case 'rename':
      return `it is made as "${besideName(label)}"`;
    case 'refuse':
      return 'it is left out';
  }
}

function besideName(name: string): string {
  const mark = ' (BrainBot)';
  return `${name.slice(0, LONGEST - mark.length)}${mark}`;
}
