import { AppError } from '#core';
import { ChatMovedError } from '#messenger';
import type { Sent } from '#stores';

/** At five minutes each, a day of Telegram being down. */
const MAX_ATTEMPTS = 300;
const LONGEST_SECONDS = 300;

/** What becomes of something that could not be said: tried again later and later, or given up when it never will be. */
export function resultOf(error: unknown, attempts: number): Sent {
  const said = String(error);
  if (error instanceof ChatMovedError) return { sent: false, error: said, retrySeconds: 0, movedTo: error.to };
  if (!(error instanceof AppError)) return { sent: false, error: said, giveUp: true };
  if (error.code === 'forbidden') return { sent: false, error: said, giveUp: true, closed: true };
  if (error.code !== 'unavailable' || attempts >= MAX_ATTEMPTS) return { sent: false, error: said, giveUp: true };
  return {
    sent: false,
    error: said,
    retrySeconds: error.retryAfterSeconds ?? Math.min(2 ** attempts, LONGEST_SECONDS),
  };
}
