import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { R2 } from '#storage/r2';
import { MediaSweep } from '../libs/delivery/media-sweep.ts';
import { type BindingsWorker, startBindings } from '../libs/storage/cloudflare/testing/bindings.ts';
import { bytesOf, clear, contentOf, KEY, PNG, send } from './media.ts';
import { itemsIn, type Product, rest, startProduct } from './product.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** What files do on any media store. */
function files(name: string, start: () => Promise<Product>): void {
  describe(`files on ${name}`, () => {
    let product: Product;
    beforeAll(async () => {
      product = await start();
      await rest(product, MediaSweep);
    });
    afterAll(() => product.close());

    it('are stored as a body, and had again byte for byte', async () => {
      const { status, headers, body } = await send(product, PNG, 'application/octet-stream', '?name=pump%203.png');
      expect(status).toBe(201);
      expect(headers.get('location')).toBe(`/v1/media/${String(body['id'])}`);
      expect(body).toMatchObject({
        name: 'pump 3.png',
        type: 'image/png',
        size: PNG.length,
        sha256: createHash('sha256').update(PNG).digest('hex'),
        status: 'stored',
        createdBy: { name: 'Admin' },
        messageId: null,
      });
      expect((await product.ask('GET', `/v1/media/${String(body['id'])}`)).body).toEqual(body);
      const content = await contentOf(product, body['id']);
      expect(content.headers.get('content-type')).toBe('image/png');
      expect(content.headers.get('content-length')).toBe(String(PNG.length));
      expect(content.headers.get('content-disposition')).toMatch(/^inline; filename="pump 3.png"/);
      expect((await bytesOf(content)).equals(PNG)).toBe(true);
    });

    it('are stored from a form', async () => {
      const form = new FormData();
      form.append('note', 'hello');
      form.append('file', new Blob([PNG], { type: 'image/jpeg' }), 'C:\\fotos\\käse.png');
      const response = await fetch(`${product.url}/v1/media`, { method: 'POST', headers: KEY, body: form });
      expect([response.status, await response.json()]).toMatchObject([201, { name: 'käse.png', type: 'image/png' }]);
    });

    it.each([
      ['a drawing with a script in it', 'image/svg+xml', SVG, 'image/svg+xml'],
      ['a page', 'text/html', '<script>alert(1)</script>', 'text/html'],
      ['a page that says it is a photo', 'image/png', '<html></html>', 'application/octet-stream'],
    ])('show nothing that could run: %s is saved, not opened', async (_, type, text, known) => {
      const { status, body } = await send(product, text, type);
      expect([status, body['type']]).toEqual([201, known]);
      const content = await contentOf(product, body['id']);
      expect(content.headers.get('content-type')).toBe('application/octet-stream');
      expect(content.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(content.headers.get('x-content-type-options')).toBe('nosniff');
      expect((await bytesOf(content)).toString()).toBe(text);
    });

    it('have one effect per Idempotency-Key', async () => {
      const before = await product.count('media');
      const key = { 'idempotency-key': 'photo-1' };
      const first = await send(product, PNG, 'image/png', '?name=a.png', key);
      const again = await send(product, PNG, 'image/png', '?name=a.png', key);
      expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 200, 'true']);
      expect(again.body).toEqual(first.body);
      expect((await send(product, PNG, 'image/png', '?name=b.png', key)).status).toBe(422);
      expect(await product.count('media')).toBe(before + 1);
    });

    it('are listed newest first, and are gone when deleted, down to their bytes', async () => {
      const { body: one } = await send(product, PNG, 'image/png', '?name=one.png');
      const { body: two } = await send(product, PNG, 'image/png', '?name=two.png');
      const { body: page } = await product.ask('GET', '/v1/media?limit=1');
      expect(itemsIn(page).map(({ id }) => id)).toEqual([two['id']]);
      const next = await product.ask('GET', `/v1/media?limit=1&cursor=${String(page['nextCursor'])}`);
      expect(itemsIn(next.body).map(({ id }) => id)).toEqual([one['id']]);

      const { data } = await product.backend.client.from('media').select('key').eq('id', one['id']).single();
      const stale = await product.ask('DELETE', `/v1/media/${String(one['id'])}`, undefined, { 'if-match': '"99"' });
      expect(stale.status).toBe(412);
      expect((await product.ask('DELETE', `/v1/media/${String(one['id'])}`)).status).toBe(204);
      expect((await product.ask('GET', `/v1/media/${String(one['id'])}`)).status).toBe(404);
      expect((await contentOf(product, one['id'])).status).toBe(404);
      expect((await product.ask('DELETE', `/v1/media/${String(one['id'])}`)).status).toBe(404);
      await clear(product);
      expect(await product.app.get(R2, { strict: false }).head(String(data?.['key']))).toBeUndefined();
      expect((await contentOf(product, two['id'])).status).toBe(200);
    });

    it('are finished by the sweep when they were stored and nobody could say so, and given up when not', async () => {
      const { body: stored } = await send(product, PNG, 'image/png', '?name=there.png');
      const { body: lost } = await send(product, PNG, 'image/png', '?name=lost.png');
      const { client } = product.backend;
      await client.from('media').update({ status: 'pending' }).in('id', [stored['id'], lost['id']]);
      await client.from('media').update({ key: 'never/stored' }).eq('id', lost['id']);
      expect((await contentOf(product, stored['id'])).status).toBe(409);
      expect(await clear(product, 600)).toMatchObject({ finished: 0, givenUp: 0 });
      expect(await clear(product)).toMatchObject({ finished: 1, givenUp: 1 });
      expect((await contentOf(product, stored['id'])).status).toBe(200);
      expect((await product.ask('GET', `/v1/media/${String(lost['id'])}`)).status).toBe(404);
      expect(await clear(product)).toMatchObject({ erased: 1 });
      expect(await clear(product)).toEqual({ finished: 0, givenUp: 0, erased: 0 });
    });

    it('name the adapter behind them in /health', async () => {
      const { body } = await product.ask('GET', '/health/ready');
      expect(body['details']).toMatchObject({ media: { status: 'up' } });
    });
  });
}

files('this disk', () => startProduct());

describe('on R2 behind the Worker’s bindings', () => {
  let worker: BindingsWorker;
  afterAll(() => worker.close());

  files('R2', async () => {
    worker = await startBindings();
    return startProduct({
      environment: {
        CLOUDFLARE_BASE_URL: worker.baseUrl,
        CLOUDFLARE_R2_BUCKET: 'media',
        CLOUDFLARE_KV_NAMESPACE_ID: 'KV',
      },
    });
  });
});
