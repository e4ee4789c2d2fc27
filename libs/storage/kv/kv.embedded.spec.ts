import { describe, expect, it } from '@jest/globals';
import { TestClock } from '#core';
import { kvContract } from './kv.contract.ts';
import { EmbeddedKv } from './kv.embedded.ts';

kvContract('this process’s memory', async () => ({ kv: new EmbeddedKv(), close: async () => {} }));

describe('a cache in memory', () => {
  it('forgets a value when its time is over', async () => {
    const clock = new TestClock('2026-01-01T00:00:00Z');
    const kv = new EmbeddedKv(clock);
    await kv.put('a', '1', { ttlSeconds: 60 });
    await kv.put('b', '1', { ttlSeconds: 60 });
    clock.advance({ seconds: 59 });
    await kv.put('b', '2', { ttlSeconds: 60 });
    expect([await kv.get('a'), await kv.get('b')]).toEqual(['1', '2']);
    clock.advance({ seconds: 1 });
    expect([await kv.get('a'), await kv.get('b')]).toEqual([undefined, '2']);
    expect((await Array.fromAsync(kv.keys(''))).map(({ key }) => key)).toEqual(['b']);
  });

  it('makes room for what is new: what has expired goes first, then what is oldest', async () => {
    const clock = new TestClock('2026-01-01T00:00:00Z');
    const kv = new EmbeddedKv(clock);
    await kv.put('oldest', '1');
    await kv.put('expired', '1', { ttlSeconds: 60 });
    clock.advance({ minutes: 2 });
    await kv.putMany(Array.from({ length: 9_999 }, (_, i) => ({ key: `k${i}`, value: '1' })));
    expect(await kv.get('oldest')).toBe('1');
    await kv.put('one more', '1');
    expect([await kv.get('oldest'), await kv.get('k0'), await kv.get('one more')]).toEqual([undefined, '1', '1']);
  });

  it('keeps no more than it may, but always the newest', async () => {
    const kv = new EmbeddedKv();
    const large = 'x'.repeat(20 * 1024 * 1024);
    await kv.put('a', large);
    await kv.put('b', large);
    expect([await kv.get('a'), (await kv.get('b'))?.length]).toEqual([undefined, large.length]);
  });
});
