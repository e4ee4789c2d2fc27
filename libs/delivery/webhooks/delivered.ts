import type { Delivered } from '#stores';
import type { Answered } from './post.ts';

/** Seconds before each further attempt: about three days in all. */
const WAITS = [5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 24 * 3600];
const LONGEST_WAIT = 24 * 3600;

/** What becomes of a delivery that was answered: 2xx has arrived, 410 is given up, all else is tried again. */
export function ofAnswer({ status, retryAfterSeconds }: Answered, attempts: number): Delivered {
  if (status >= 200 && status < 300) return { arrived: true, responseStatus: status };
  const failed = { arrived: false, responseStatus: status, error: `answered ${status}` };
  if (status === 410) return failed;
  const wait = waitAfter(attempts);
  if (wait === undefined) return failed;
  return { ...failed, retrySeconds: Math.min(Math.max(wait, retryAfterSeconds ?? 0), LONGEST_WAIT) };
}

/** What becomes of a delivery that was not answered. */
export function ofFailure(error: unknown, attempts: number): Delivered {
  const wait = waitAfter(attempts);
  return {
    arrived: false,
    error: error instanceof Error ? error.message : String(error),
    ...(wait === undefined ? {} : { retrySeconds: wait }),
  };
}

function waitAfter(attempts: number): number | undefined {
  return WAITS[attempts - 1];
}
