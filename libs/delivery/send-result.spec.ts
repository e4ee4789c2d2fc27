import { describe, expect, it } from '@jest/globals';
import { AppError, UnavailableError } from '#core';
import { ChatMovedError } from '#messenger';
import { resultOf } from './send-result.ts';

describe('what could not be said', () => {
  it('waits as long as the platform says', () => {
    expect(resultOf(new UnavailableError('Telegram', { retryAfterSeconds: 37 }), 1)).toMatchObject({
      sent: false,
      retrySeconds: 37,
    });
  });

  it('waits longer and longer when the platform is down, and goes on for a day', () => {
    const down = () => new UnavailableError('Telegram');
    expect([1, 2, 3, 10].map((attempts) => resultOf(down(), attempts))).toMatchObject([
      { retrySeconds: 2 },
      { retrySeconds: 4 },
      { retrySeconds: 8 },
      { retrySeconds: 300 },
    ]);
    expect(resultOf(down(), 280)).toMatchObject({ retrySeconds: 300 });
    expect(resultOf(down(), 300)).toMatchObject({ giveUp: true });
  });

  it('closes the chat of somebody who blocked the bot', () => {
    expect(resultOf(new AppError('forbidden', 'blocked'), 1)).toMatchObject({ giveUp: true, closed: true });
  });

  it('follows a group that moved', () => {
    expect(resultOf(new ChatMovedError('-100123'), 1)).toMatchObject({ movedTo: '-100123', retrySeconds: 0 });
  });

  it('does not try again what Telegram will never take', () => {
    expect(resultOf(new AppError('invalid', 'message text is empty'), 1)).toMatchObject({ giveUp: true });
  });
});
