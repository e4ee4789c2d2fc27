import { Readable } from 'node:stream';
import { AppError } from '#core';

/**
 * Text as PostgreSQL and JSON can carry it, for everything that comes in from outside: NUL and halves of surrogate
 * pairs become U+FFFD. All else, control characters and right-to-left marks among it, stays as it is.
 */
export function clean<T>(value: T): T {
  return cleaned(value, 0) as T; // the same shape: only characters inside strings are replaced
}

/** Nothing we take is anywhere near as deep. */
const DEEPEST = 64;

function cleaned(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new AppError('invalid', `This JSON is nested more than ${DEEPEST} levels deep`);
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map((inner) => cleaned(inner, depth + 1));
  if (typeof value !== 'object' || value === null || value instanceof Readable) return value; // a file is no text
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner, depth + 1)]));
}
