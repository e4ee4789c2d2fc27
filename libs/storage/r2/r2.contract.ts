import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { R2 } from './r2.ts';

/** A media store with nothing in it, for one run. */
export interface R2UnderTest {
  readonly r2: R2;
  /** Fetches a link as somebody who has only the link; undefined: this store signs none. */
  fetchLink?(link: string, init?: RequestInit): Promise<Response>;
  /** The S3 of workerd does; R2's own does not. */
  readonly ignoresDisposition?: boolean;
  /** Lets that much time pass for the links of the store. */
  advance?(seconds: number): void;
  close(): Promise<void>;
}

type Body = ConstructorParameters<typeof Response>[0];

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 10, 13]);

/** What every media store behind the port does. */
export function r2Contract(name: string, open: () => Promise<R2UnderTest>): void {
  describe(`a media store on ${name}`, () => {
    let opened: R2UnderTest;
    let r2: R2;

    beforeAll(async () => {
      opened = await open();
      r2 = opened.r2;
    });
    afterAll(() => opened.close());

    const bytesOf = async (key: string) => {
      const content = await r2.get(key);
      return content && new Uint8Array(await new Response(content.body as Body).arrayBuffer());
    };
    const keysOf = async (prefix: string) => (await Array.fromAsync(r2.list(prefix))).map(({ key }) => key);

    it('gives back what was put last, byte for byte, with its type and size', async () => {
      await r2.put('a/photo.png', Uint8Array.from([1]), 'image/gif');
      await r2.put('a/photo.png', PNG, 'image/png');
      const content = await r2.get('a/photo.png');
      expect(content).toMatchObject({ type: 'image/png', size: PNG.length });
      expect(new Uint8Array(await new Response(content?.body as Body).arrayBuffer())).toEqual(PNG);
    });

    it('says what an object is without giving it', async () => {
      const before = Date.now();
      await r2.put('head/one', PNG, 'image/png');
      await r2.put('head/one-more', Uint8Array.from([1, 2]), 'image/png');
      const head = await r2.head('head/one');
      expect(head).toMatchObject({ key: 'head/one', size: PNG.length, type: 'image/png' });
      expect(Math.abs(Number(head?.storedAt) - before)).toBeLessThan(30_000);
      expect(await r2.head('head/on')).toBeUndefined();
    });

    it('knows nothing of what was never put', async () => {
      expect(await r2.get('nobody')).toBeUndefined();
      expect(await r2.head('nobody')).toBeUndefined();
    });

    it('forgets what was deleted, however often', async () => {
      await r2.put('gone', PNG, 'image/png');
      await r2.delete('gone');
      await r2.delete('gone');
      expect(await r2.get('gone')).toBeUndefined();
    });

    it('keeps an empty object and one of several megabytes', async () => {
      const large = new Uint8Array(5_000_000).map((_, i) => i % 251);
      await r2.put('empty', new Uint8Array(), 'text/plain');
      await r2.put('large', large, 'application/octet-stream');
      expect(await bytesOf('empty')).toEqual(new Uint8Array());
      expect(Buffer.compare(Buffer.from((await bytesOf('large')) ?? []), Buffer.from(large))).toBe(0);
    });

    it('keeps JSON that looks like a refusal of the API as it is', async () => {
      const text = '{"success":false,"errors":[{"code":10007}]}';
      await r2.put('refusal.json', new TextEncoder().encode(text), 'application/json');
      expect(Buffer.from((await bytesOf('refusal.json')) ?? []).toString()).toBe(text);
    });

    it.each(['b c', 'käse/ü.txt', '100%', 'x?y#z', 'a+b&c=d', '..up', 'c:\\d', 'k'.repeat(1024)])(
      'takes %j for a key',
      async (key) => {
        await r2.put(key, PNG, 'image/png');
        expect(await bytesOf(key)).toEqual(PNG);
        expect(await keysOf(key)).toEqual([key]);
        await r2.delete(key);
        expect(await r2.head(key)).toBeUndefined();
      },
    );

    it('lists what begins alike, in order', async () => {
      for (const key of ['l/b', 'l/a/2', 'l/a/10', 'm/a']) await r2.put(key, PNG, 'image/png');
      expect(await keysOf('l/')).toEqual(['l/a/10', 'l/a/2', 'l/b']);
      expect(await keysOf('l/a/')).toEqual(['l/a/10', 'l/a/2']);
      expect(await keysOf('nothing')).toEqual([]);
    });

    it.each(['', 'a//b', '/a', 'a/', '.', '../../etc/passwd', 'a/../b', 'nul\0', 'k'.repeat(1025)])(
      'refuses %j for a key',
      async (key) => {
        const refusal = { code: 'invalid' };
        await expect(r2.put(key, PNG, 'image/png')).rejects.toMatchObject(refusal);
        await expect(r2.get(key)).rejects.toMatchObject(refusal);
        await expect(r2.head(key)).rejects.toMatchObject(refusal);
        await expect(r2.delete(key)).rejects.toMatchObject(refusal);
        await expect(r2.link(key, { seconds: 60 })).rejects.toMatchObject(refusal);
      },
    );

    it('refuses what is no media type', async () => {
      await expect(r2.put('k', PNG, 'image\r\nx: y')).rejects.toMatchObject({ code: 'invalid' });
      await expect(r2.put('k', PNG, '')).rejects.toMatchObject({ code: 'invalid' });
    });

    it('answers when it is asked whether it is there', async () => {
      await expect(r2.ping()).resolves.toBeUndefined();
    });

    describe('gives links', () => {
      const fetchLink = async (link: string | undefined, init?: RequestInit) =>
        opened.fetchLink?.(link ?? '', init) ?? Promise.reject(new Error('no links here'));

      it('with which anybody may fetch one object, as it should be shown', async () => {
        await r2.put('links/käse 1.png', PNG, 'image/png');
        const disposition = 'attachment; filename="x + y.png"';
        const got = await fetchLink(await r2.link('links/käse 1.png', { seconds: 60, disposition }));
        expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/png']);
        if (!opened.ignoresDisposition) expect(got.headers.get('content-disposition')).toBe(disposition);
        expect(new Uint8Array(await got.arrayBuffer())).toEqual(PNG);
      });

      it('which are worth nothing when changed, for something else, or too late', async () => {
        await r2.put('links/two', PNG, 'image/png');
        const link = (await r2.link('links/two', { seconds: 60 })) ?? '';
        expect((await fetchLink(link.slice(0, -2) + (link.endsWith('00') ? '11' : '00'))).status).toBe(403);
        expect((await fetchLink(link, { method: 'PUT', body: 'x' })).status).toBe(403);
        opened.advance?.(-61);
        const old = await r2.link('links/two', { seconds: 60 });
        opened.advance?.(61);
        expect((await fetchLink(old)).status).toBe(403);
        expect((await fetchLink(link)).status).toBe(200);
      });

      it('with which one object of one type and size may be put', async () => {
        const link = await r2.uploadLink('links/up', { seconds: 60, type: 'image/png', size: PNG.length });
        const headers = { 'content-type': 'image/png' };
        const put = await fetchLink(link, { method: 'PUT', headers, body: PNG });
        expect(put.status).toBe(200);
        expect(await r2.head('links/up')).toMatchObject({ size: PNG.length, type: 'image/png' });
        const other = { method: 'PUT', headers: { 'content-type': 'text/html' }, body: PNG };
        expect((await fetchLink(link, other)).status).toBe(403);
        const longer = { method: 'PUT', headers, body: Uint8Array.from([...PNG, 1]) };
        expect((await fetchLink(link, longer)).status).toBe(403);
        expect((await fetchLink(link)).status).toBe(403);
      });

      it.each([0, 1.5, 8 * 24 * 3600])('but none that is good for %d seconds', async (seconds) => {
        await expect(r2.link('k', { seconds })).rejects.toMatchObject({ code: 'invalid' });
        await expect(r2.uploadLink('k', { seconds, type: 'image/png', size: 1 })).rejects.toMatchObject({
          code: 'invalid',
        });
      });
    });
  });
}
