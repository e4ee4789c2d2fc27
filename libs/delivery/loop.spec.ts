import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Signal } from '#core';
import { Loop } from './loop.ts';

const EVERY_MS = 1000;

describe('a loop', () => {
  let rounds = 0;
  let signal: Signal;
  let loop: Loop;

  beforeEach(() => {
    jest.useFakeTimers();
    rounds = 0;
    signal = new Signal();
    loop = new Loop('Test', signal, EVERY_MS, async () => {
      rounds += 1;
      return false;
    });
  });
  afterEach(async () => {
    await loop.stop();
    jest.useRealTimers();
  });

  it('lets those who wait at the door go first, and then goes round again and again', async () => {
    loop.start();
    await jest.advanceTimersByTimeAsync(199);
    expect(rounds).toBe(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(rounds).toBe(1);
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect(rounds).toBe(3);
  });

  it('begins at once when there is something to do', async () => {
    loop.start();
    signal.raise();
    await jest.advanceTimersByTimeAsync(0);
    expect(rounds).toBe(1);
  });

  it('begins nothing any more once it is stopped', async () => {
    loop.start();
    await loop.stop();
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect(rounds).toBe(0);
  });
});
