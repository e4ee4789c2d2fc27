import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kv } from './kv.ts';

/** A cache with nothing in it, for one run. */
export interface KvUnderTest {
  readonly kv: Kv;
  close(): Promise<void>;
}

/** What every cache behind the port does. */
export function kvContract(name: string, open: () => Promise<KvUnderTest>): void {
  describe(`a cache on ${name}`, () => {
    let opened: KvUnderTest;
    let kv: Kv;

    beforeAll(async () => {
      opened = await open();
      kv = opened.kv;
    });
    afterAll(() => opened.close());

    const keysOf = async (prefix: string) => (await Array.fromAsync(kv.keys(prefix))).map(({ key }) => key);

    it('gives back what was put last', async () => {
      await kv.put('greeting', 'hello');
      await kv.put('greeting', 'héllo 🚜');
      expect(await kv.get('greeting')).toBe('héllo 🚜');
    });

    it('knows nothing of what was never put', async () => {
      expect(await kv.get('nobody')).toBeUndefined();
      expect((await kv.getMany(['nobody'])).size).toBe(0);
    });

    it('forgets what was deleted, however often', async () => {
      await kv.put('short', 'lived');
      await kv.delete('short');
      await kv.delete('short');
      expect(await kv.get('short')).toBeUndefined();
    });

    it.each(['a/b c', 'käse:1', '100%', 'x?y#z', 'a+b&c=d', '../up'])('takes %j for a key', async (key) => {
      await kv.put(key, `value of ${key}`);
      expect(await kv.get(key)).toBe(`value of ${key}`);
      expect(await keysOf(key)).toEqual([key]);
      await kv.delete(key);
      expect(await kv.get(key)).toBeUndefined();
    });

    it.each([
      ['', 'an empty text'],
      ['{"success":false}', 'what looks like an answer of the API'],
      ['null', 'null'],
    ])('keeps %j as it is (%s)', async (value) => {
      await kv.put('odd', value);
      expect(await kv.get('odd')).toBe(value);
      expect((await kv.getMany(['odd'])).get('odd')?.value).toBe(value);
    });

    it('keeps metadata with a value, one by one and many at once', async () => {
      const metadata = { at: 1, by: 'é', ok: true, none: null };
      await kv.put('meta:1', 'one', { metadata });
      await kv.putMany([
        { key: 'meta:2', value: 'two', metadata },
        { key: 'meta:3', value: 'three' },
      ]);
      expect(await kv.getMany(['meta:1', 'meta:2', 'meta:3', 'meta:4'])).toEqual(
        new Map([
          ['meta:1', { value: 'one', metadata }],
          ['meta:2', { value: 'two', metadata }],
          ['meta:3', { value: 'three' }],
        ]),
      );
      const [first] = await Array.fromAsync(kv.keys('meta:1'));
      expect(first).toEqual({ key: 'meta:1', metadata });
    });

    it('loses metadata with the value it came with', async () => {
      await kv.put('meta:5', 'with', { metadata: { a: 1 } });
      await kv.put('meta:5', 'without');
      expect((await kv.getMany(['meta:5'])).get('meta:5')).toEqual({ value: 'without' });
    });

    it('says when a value expires', async () => {
      const before = Date.now();
      await kv.put('ttl:1', 'x', { ttlSeconds: 3600 });
      await kv.putMany([{ key: 'ttl:2', value: 'x', ttlSeconds: 60 }]);
      const [hour, minute] = await Array.fromAsync(kv.keys('ttl:'));
      expect(Math.abs(Number(hour?.expiresAt) - before - 3_600_000)).toBeLessThan(30_000);
      expect(Math.abs(Number(minute?.expiresAt) - before - 60_000)).toBeLessThan(30_000);
    });

    it('takes, gives and deletes more at once than one request may hold, and lists them in order', async () => {
      const writes = Array.from({ length: 203 }, (_, i) => ({ key: `many:${203 - i}`, value: `v${i}` }));
      await kv.putMany(writes);
      const found = await kv.getMany(writes.map(({ key }) => key));
      expect(writes.filter(({ key, value }) => found.get(key)?.value !== value)).toEqual([]);
      expect(await keysOf('many:')).toEqual(writes.map(({ key }) => key).sort());
      await kv.deleteMany(writes.map(({ key }) => key));
      expect(await keysOf('many:')).toEqual([]);
    });

    it.each([
      ['a life shorter than a minute', 'k', 'v', { ttlSeconds: 59 }],
      ['half a second', 'k', 'v', { ttlSeconds: 60.5 }],
      ['an empty key', '', 'v', {}],
      ['a key of more than 512 bytes', 'é'.repeat(257), 'v', {}],
      ['a dot for a key', '.', 'v', {}],
      ['metadata of more than a kilobyte', 'k', 'v', { metadata: { text: 'x'.repeat(1024) } }],
      ['a value of more than 25 MiB', 'k', 'x'.repeat(25 * 1024 * 1024 + 1), {}],
    ])('refuses %s', async (_, key, value, options) => {
      await expect(kv.put(key, value, options)).rejects.toMatchObject({ code: 'invalid' });
      await expect(kv.putMany([{ key, value, ...options }])).rejects.toMatchObject({ code: 'invalid' });
      if (key === 'k') expect(await kv.get(key)).toBeUndefined();
      else await expect(kv.get(key)).rejects.toMatchObject({ code: 'invalid' });
    });

    it('answers when it is asked whether it is there', async () => {
      await expect(kv.ping()).resolves.toBeUndefined();
    });
  });
}
