import { AppError } from '#core';
import { FileTooLargeError } from '#messenger';
import type { Fetched } from '#stores';

const LONGEST_WAIT = 3600;
/** After so long nobody waits for a file any more. */
const GIVEN_UP_AFTER_MS = 7 * 24 * 3600_000;

/** What becomes of a file that was not stored: never to be had, or tried again, later and later. */
export function afterFailure(error: unknown, attempts: number, waitedMs: number): Fetched {
  const said = error instanceof Error ? error.message : String(error);
  if (error instanceof FileTooLargeError) return { problem: 'too_large', error: said };
  const code = error instanceof AppError ? error.code : 'internal';
  if (code === 'not_found') return { problem: 'gone', error: said };
  if (code === 'invalid') return { problem: 'unusable', error: said };
  if (code === 'conflict') return { problem: 'deleted', error: said };
  if (waitedMs > GIVEN_UP_AFTER_MS) return { problem: 'out_of_reach', error: said };
  const asked = error instanceof AppError ? (error.retryAfterSeconds ?? 0) : 0;
  return { retrySeconds: Math.min(Math.max(2 * 3 ** (attempts - 1), asked), LONGEST_WAIT), error: said };
}
