import { AppError } from '#core';

/** Some records of many, and how to get the next ones. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What SQL answers: one row more than asked for when there are more. */
export interface RawPage<T> {
  readonly items: readonly T[];
  readonly limit: number;
}

/** Cuts the extra row off and names the place to go on from. */
export function page<T>({ items, limit }: RawPage<T>, position: (item: T) => number): Page<T> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const more = items.length > limit && last !== undefined;
  return { items: shown, nextCursor: more ? Buffer.from(String(position(last))).toString('base64url') : null };
}

/** The place a cursor names; throws `invalid` for anything else. */
export function placeOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,15}$/.test(text))
    throw new AppError('invalid', 'cursor: use the nextCursor of an earlier answer as it is', {
      fields: [{ field: 'cursor', problem: 'is not one of ours' }],
    });
  return Number(text);
}

/** What SQL numbers its rows by, for paging. */
export interface Seq {
  readonly seq: number;
}

export function withoutSeq<T>({ seq, ...item }: T & Seq): T {
  void seq;
  return item as T; // T & Seq less what SQL added for paging
}
