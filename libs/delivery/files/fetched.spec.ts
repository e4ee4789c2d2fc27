import { describe, expect, it } from '@jest/globals';
import { AppError, UnavailableError } from '#core';
import { FileTooLargeError } from '#messenger';
import { afterFailure } from './fetched.ts';

const DAY_MS = 24 * 3600_000;

describe('a file that was not stored', () => {
  it.each([
    [new FileTooLargeError(), 'too_large'],
    [new AppError('not_found', 'invalid file_id'), 'gone'],
    [new AppError('invalid', 'This file is empty'), 'unusable'],
    [new AppError('conflict', 'deleted meanwhile'), 'deleted'],
  ])('is given up at once after %s', (error, problem) => {
    expect(afterFailure(error, 1, 0)).toMatchObject({ problem });
  });

  it('is tried again later and later, an hour apart at most, and not before it is asked to', () => {
    const away = (attempts: number, retryAfterSeconds?: number) =>
      afterFailure(new UnavailableError('Telegram', { retryAfterSeconds }), attempts, DAY_MS);
    expect([1, 2, 3, 4, 30].map((attempts) => away(attempts))).toMatchObject(
      [2, 6, 18, 54, 3600].map((retrySeconds) => ({ retrySeconds })),
    );
    expect(away(1, 40)).toMatchObject({ retrySeconds: 40 });
    expect(afterFailure(new Error('a bug'), 2, DAY_MS)).toMatchObject({ retrySeconds: 6 });
  });

  it('is given up after a week', () => {
    expect(afterFailure(new UnavailableError('Telegram'), 99, 8 * DAY_MS)).toMatchObject({ problem: 'out_of_reach' });
  });
});
