import { describe, expect, it } from '@jest/globals';
import { InFlight } from './in-flight.ts';

describe('work in flight', () => {
  it('holds shutdown up until it is done and a moment has been quiet', async () => {
    const inFlight = new InFlight();
    const work = Promise.withResolvers<void>();
    inFlight.track(work.promise);
    const events: string[] = [];
    const shutdown = inFlight.beforeApplicationShutdown().then(() => events.push('closed'));
    expect(inFlight.draining).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    events.push('finished');
    work.resolve();
    await shutdown;
    expect(events).toEqual(['finished', 'closed']);
  });

  it('under steady load ends between two requests, as it never is quiet', async () => {
    const inFlight = new InFlight();
    const load = setInterval(() => {
      inFlight.begin();
      setTimeout(() => inFlight.end(), 30);
    }, 100);
    const began = performance.now();
    await inFlight.beforeApplicationShutdown();
    clearInterval(load);
    expect(performance.now() - began).toBeLessThan(7000);
  });

  it('is done with when it fails', async () => {
    const inFlight = new InFlight();
    inFlight.track(Promise.reject(new Error('reported by whoever did it')));
    await inFlight.beforeApplicationShutdown();
  });
});
