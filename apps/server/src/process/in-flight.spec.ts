import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InFlight } from './in-flight.ts';

describe('work in flight', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('holds shutdown up until it is done and a moment has been quiet', async () => {
    const inFlight = new InFlight();
    const work = Promise.withResolvers<void>();
    inFlight.track(work.promise);
    const events: string[] = [];
    const shutdown = inFlight.beforeApplicationShutdown().then(() => events.push('closed'));
    expect(inFlight.draining).toBe(true);
    await jest.advanceTimersByTimeAsync(1000);
    events.push('finished');
    work.resolve();
    await jest.advanceTimersByTimeAsync(249);
    expect(events).toEqual(['finished']);
    await jest.advanceTimersByTimeAsync(30);
    await shutdown;
    expect(events).toEqual(['finished', 'closed']);
  });

  it('under steady load ends between two requests, as it never is quiet', async () => {
    const inFlight = new InFlight();
    const load = setInterval(() => {
      inFlight.begin();
      setTimeout(() => inFlight.end(), 30);
    }, 100);
    let ended = false;
    const shutdown = inFlight.beforeApplicationShutdown().then(() => (ended = true));
    await jest.advanceTimersByTimeAsync(1900);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(200);
    expect(ended).toBe(true);
    await shutdown;
    clearInterval(load);
  });

  it('is done with when it fails', async () => {
    const inFlight = new InFlight();
    inFlight.track(Promise.reject(new Error('reported by whoever did it')));
    const shutdown = inFlight.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(300);
    await shutdown;
  });
});
