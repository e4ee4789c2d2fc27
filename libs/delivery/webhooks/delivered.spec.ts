import { describe, expect, it } from '@jest/globals';
import { ofAnswer, ofFailure } from './delivered.ts';

describe('what becomes of a delivery of a webhook', () => {
  it.each([200, 201, 204, 299])('has arrived when it is answered with %d', (status) => {
    expect(ofAnswer({ status }, 1)).toEqual({ arrived: true, responseStatus: status });
  });

  it.each([199, 301, 400, 404, 429, 500, 503])('is tried again after a %d, and has not arrived', (status) => {
    expect(ofAnswer({ status }, 1)).toEqual({
      arrived: false,
      responseStatus: status,
      error: `answered ${status}`,
      retrySeconds: 5,
    });
  });

  it('is given up when the other side says that it is gone', () => {
    expect(ofAnswer({ status: 410 }, 1)).not.toHaveProperty('retrySeconds');
  });

  it('waits longer each time, about three days in all, and then is given up', () => {
    const waits = Array.from({ length: 12 }, (_, n) => ofAnswer({ status: 500 }, n + 1).retrySeconds);
    expect(waits).toEqual([5, 30, 120, 600, 3600, 14_400, 43_200, 86_400, 86_400, undefined, undefined, undefined]);
  });

  it('waits as long as it is told to, never shorter than it would, and a day at most', () => {
    const waiting = (retryAfterSeconds: number) => ofAnswer({ status: 429, retryAfterSeconds }, 2).retrySeconds;
    expect([waiting(1), waiting(60), waiting(1e9)]).toEqual([30, 60, 86_400]);
  });

  it('has not arrived when nobody answers, and is tried again as often', () => {
    const refused = new Error('connect ECONNREFUSED');
    expect(ofFailure(refused, 1)).toEqual({ arrived: false, error: 'connect ECONNREFUSED', retrySeconds: 5 });
    expect(ofFailure('closed', 10)).toEqual({ arrived: false, error: 'closed' });
  });
});
