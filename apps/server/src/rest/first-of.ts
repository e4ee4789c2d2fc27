import { AppError } from '#core';
import type { Page } from '#stores';

/** The one record that was asked for by its id. */
export function firstOf<T>({ items: [first] }: Page<T>, kind: string): T {
  if (first === undefined) throw new AppError('not_found', `There is no such ${kind}`);
  return first;
}
