import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { eventually } from './eventually.ts';
import { contentOf, KEY, PNG, send } from './media.ts';
import { itemsIn, type Product, startProduct } from './product.ts';

/** Begins to send a file, and does not go on: what is said to that, and how to hang up. */
function sendSlowly({ url }: Product, authorization: string): { said: Promise<string>; end: () => void } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  const head = ['POST /v1/media HTTP/1.1', `host: ${hostname}`, 'content-type: video/mp4', 'content-length: 1000'];
  socket.write([...head, ...(authorization ? [`authorization: ${authorization}`] : []), '', 'abc'].join('\r\n'));
  const said = new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(String(bytes).split('\r\n')[0] ?? ''));
  });
  return { said, end: () => socket.destroy() };
}

describe('files', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it('are nobody’s business without a key, of other people’s only a manager’s', async () => {
    const { body: file } = await send(product, PNG, 'image/png');
    expect((await product.ask('GET', '/v1/media', undefined, { authorization: '' })).status).toBe(401);
    const { body: ann } = await product.ask('POST', '/v1/people', { name: 'Ann' });
    const { body: key } = await product.ask('POST', '/v1/keys', { name: 'hers', personId: ann['id'] });
    const hers = { authorization: `Bearer ${String(key['secret'] ?? key['key'])}` };
    expect((await product.ask('GET', `/v1/media/${String(file['id'])}`, undefined, hers)).status).toBe(200);
    expect((await product.ask('DELETE', `/v1/media/${String(file['id'])}`, undefined, hers)).status).toBe(403);
  });

  it('of another organisation are not there', async () => {
    const { body: file } = await send(product, PNG, 'image/png');
    const { client } = product.backend;
    const { data } = await client.from('organisations').insert({ name: 'others' }).select('id').single();
    await client.from('media').update({ organisation_id: data?.['id'] }).eq('id', file['id']);
    expect((await product.ask('GET', `/v1/media/${String(file['id'])}`)).status).toBe(404);
    expect((await contentOf(product, file['id'])).status).toBe(404);
    expect((await product.ask('DELETE', `/v1/media/${String(file['id'])}`)).status).toBe(404);
  });

  it.each([
    ['nothing at all', 400, '', 'image/png'],
    ['JSON', 400, '{}', 'application/json'],
    ['more than 20 MB', 413, 'x'.repeat(20 * 1024 * 1024 + 1), 'video/mp4'],
  ])('are refused when they are %s', async (_, status, body, type) => {
    const refused = await send(product, body, type);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('are refused in a form that is too large, has none, or is broken', async () => {
    const post = async (body: FormData | string, headers = {}) =>
      (await fetch(`${product.url}/v1/media`, { method: 'POST', headers: { ...KEY, ...headers }, body })).status;
    const large = new FormData();
    large.append('file', new Blob(['x'.repeat(20 * 1024 * 1024 + 1)]), 'a.bin');
    const none = new FormData();
    none.append('note', 'hello');
    expect(await post(large)).toBe(413);
    expect(await post(none)).toBe(400);
    expect(await post('not a form', { 'content-type': 'multipart/form-data; boundary=x' })).toBe(400);
    expect(await post('not a form', { 'content-type': 'multipart/form-data' })).toBeLessThan(500);
  });

  it.each(['image/png', 'multipart/form-data; boundary=x'])('are not taken where none belong: %s', async (type) => {
    const { status } = await product.ask('POST', '/v1/tasks', '--x--', { 'content-type': type });
    expect(status).toBe(415);
  });

  it('are stored when they are text, too', async () => {
    const { status, body } = await send(product, 'pump 3: 40 psi', 'text/plain; charset=utf-8', '?name=readings.txt');
    expect([status, body]).toMatchObject([201, { name: 'readings.txt', type: 'text/plain' }]);
    expect(await (await contentOf(product, body['id'])).text()).toBe('pump 3: 40 psi');
  });

  it('are not waited for from strangers, however slowly they send', async () => {
    const answers = Array.from({ length: 8 }, () => sendSlowly(product, ''));
    const said = await Promise.all(answers.map((one) => one.said));
    expect(said).toEqual(answers.map(() => 'HTTP/1.1 401 Unauthorized'));
    expect((await send(product, PNG, 'image/png')).status).toBe(201);
    for (const { end } of answers) end();
  });

  it('are taken eight at a time, forms as well, and one that is cut off makes room and no alarm', async () => {
    const slow = Array.from({ length: 8 }, () => sendSlowly(product, KEY.authorization));
    const form = new FormData();
    form.append('file', new Blob([PNG]), 'a.png');
    const init = { method: 'POST', headers: KEY, body: form };
    const post = async () => (await fetch(`${product.url}/v1/media`, init)).status;
    await eventually(async () => (await post()) === 503);
    for (const { end } of slow) end();
    await eventually(async () => (await post()) === 201);
    const { body } = await product.ask('GET', '/metrics');
    expect(body).not.toMatch(/route="\/v1\/media",status="500"/);
  });
});

describe('while the media store cannot be reached', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({
      environment: { CLOUDFLARE_BASE_URL: 'http://127.0.0.1:1/client/v4', CLOUDFLARE_R2_BUCKET: 'media' },
    });
  });
  afterAll(() => product.close());

  it('a file is refused with 503, nothing of it is left, and it can be sent again', async () => {
    const key = { 'idempotency-key': 'again' };
    for (const time of ['first', 'second']) {
      const { status, headers, body } = await send(product, PNG, 'image/png', '', key);
      expect([time, status]).toEqual([time, 503]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body['detail']).toMatch(/media store is not reachable/);
    }
    expect(itemsIn((await product.ask('GET', '/v1/media')).body)).toEqual([]);
  });

  it('records work, and /health says that the product is degraded', async () => {
    expect((await product.ask('POST', '/v1/tasks', { title: 'fix the pump' })).status).toBe(201);
    const ready = await product.ask('GET', '/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body['details']).toMatchObject({ media: { status: 'degraded', adapter: 'Cloudflare R2' } });
    expect((await product.ask('GET', '/health')).body).toMatchObject({ status: 'degraded' });
  });
});
