import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { bytesOf, contentOf, KEY, PNG, send } from './media.ts';
import { type Product, startProduct } from './product.ts';

describe('files', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it('are put at a link when they were announced, and count once they are what was announced', async () => {
    const bytes = Buffer.from('a long film');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const announced = { name: 'film.mp4', type: 'video/mp4', size: bytes.length, sha256 };
    const { status, body } = await product.ask('POST', '/v1/media/uploads', announced);
    expect([status, body['media']]).toMatchObject([201, { status: 'pending', type: 'video/mp4' }]);
    const { id } = body['media'] as { id: string };
    const put = (content: Buffer, type: string) =>
      fetch(product.url + String(body['url']), { method: 'PUT', headers: { 'content-type': type }, body: content });
    expect((await product.ask('POST', `/v1/media/${id}/stored`)).status).toBe(409);
    expect((await put(bytes, 'text/html')).status).toBe(403);
    expect((await put(Buffer.from('a long film, and more'), 'video/mp4')).status).toBe(403);
    expect((await put(Buffer.from('a fake film'), 'video/mp4')).status).toBe(200);
    expect((await put(bytes, 'video/mp4')).status).toBe(200);
    expect((await product.ask('POST', `/v1/media/${id}/stored`)).body).toMatchObject({ id, status: 'stored', sha256 });
    expect((await product.ask('POST', `/v1/media/${id}/stored`)).status).toBe(200);
    expect((await bytesOf(await contentOf(product, id))).equals(bytes)).toBe(true);
  });

  it('are not announced when this product itself would have to take them, and they are too large for it', async () => {
    const announced = { name: 'film.mp4', type: 'video/mp4', size: 21_000_000, sha256: '0'.repeat(64) };
    expect((await product.ask('POST', '/v1/media/uploads', announced)).status).toBe(409);
  });

  it('do not count when something else was put than was announced', async () => {
    const announced = { name: 'a.png', type: 'image/png', size: 3, sha256: '0'.repeat(64) };
    const { body } = await product.ask('POST', '/v1/media/uploads', announced);
    const { id } = body['media'] as { id: string };
    const put = { method: 'PUT', headers: { 'content-type': 'image/png' }, body: 'abc' };
    expect((await fetch(product.url + String(body['url']), put)).status).toBe(200);
    expect((await product.ask('POST', `/v1/media/${id}/stored`)).status).toBe(400);
    expect((await product.ask('GET', `/v1/media/${id}`)).status).toBe(404);
  });

  it.each([
    [{ size: 0 }, 'size'],
    [{ size: 300_000_001 }, 'size'],
    [{ type: 'film' }, 'type'],
    [{ sha256: 'x' }, 'sha256'],
  ])('are not announced with %j', async (odd, field) => {
    const announced = { name: 'a.png', type: 'image/png', size: 3, sha256: '0'.repeat(64), ...odd };
    const { status, body } = await product.ask('POST', '/v1/media/uploads', announced);
    expect([status, body['errors']]).toMatchObject([400, [{ field }]]);
  });

  it('are had by links that say when they are not good any more', async () => {
    const { body } = await send(product, PNG, 'image/png');
    const redirect = await fetch(`${product.url}/v1/media/${String(body['id'])}/content`, {
      headers: KEY,
      redirect: 'manual',
    });
    expect(redirect.status).toBe(302);
    const link = product.url + redirect.headers.get('location');
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link.replace(/.(?=..$)/, (one) => (one === 'A' ? 'B' : 'A')))).status).toBe(403);
    const put = { method: 'PUT', headers: { 'content-type': 'image/png' }, body: PNG };
    expect((await fetch(link, put)).status).toBe(403);
    expect((await fetch(`${product.url}/v1/media/links?token=x.y`)).status).toBe(403);
    expect((await fetch(`${product.url}/v1/media/links`)).status).toBe(400);
  });
});
