import { Readable } from 'node:stream';
import { AppError } from '#core';

/** Whether PostgreSQL and JSON can carry a text: it has no NUL and no half of a surrogate pair in it. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/**
 * What people say, made such a text: what it cannot hold becomes U+FFFD, so that places in it stay where they are. All
 * else, control characters and right-to-left marks among it, stays as it is.
 */
export function clean<T>(value: T): T {
  return cleaned(value) as T; // the same shape: only characters inside strings are replaced
}

/** Nothing we take is anywhere near as deep. */
const DEEPEST = 64;

/** Throws `invalid` for what is nested so deep that looking through it would not end well. */
export function refuseDepth(value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new AppError('invalid', `This JSON is nested more than ${DEEPEST} levels deep`);
  if (typeof value !== 'object' || value === null || value instanceof Readable) return; // a file is no text
  for (const inner of Object.values(value)) refuseDepth(inner, depth + 1);
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return isStorable(value) ? value : value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
}
