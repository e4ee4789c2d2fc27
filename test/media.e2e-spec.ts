import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Clearing } from '#media';
import { R2 } from '#storage/r2';
import { type BindingsWorker, startBindings } from '../libs/storage/cloudflare/testing/bindings.ts';
import { eventually } from './eventually.ts';
import { ADMIN_KEY, type Answered, itemsIn, type Product, startProduct } from './product.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const KEY = { authorization: `Bearer ${ADMIN_KEY}` };
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

type Bytes = Uint8Array<ArrayBuffer> | string;

/** Sends a file as the body. */
async function send(product: Product, bytes: Bytes, type: string, query = '', headers = {}): Promise<Answered> {
  const init = { method: 'POST', headers: { ...KEY, 'content-type': type, ...headers }, body: bytes };
  const response = await fetch(`${product.url}/v1/media${query}`, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answered['body'] };
}

/** Begins to send a file, and does not go on: what is said to that within a second, and how to hang up. */
async function sendSlowly({ url }: Product, authorization: string): Promise<{ said: string; end: () => void }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  const head = ['POST /v1/media HTTP/1.1', `host: ${hostname}`, 'content-type: video/mp4', 'content-length: 1000'];
  socket.write([...head, ...(authorization ? [`authorization: ${authorization}`] : []), '', 'abc'].join('\r\n'));
  const said = await Promise.race([once(socket, 'data').then(([bytes]) => String(bytes)), pause(1000, '')]);
  return { said: said.split('\r\n')[0] ?? '', end: () => socket.destroy() };
}

const contentOf = (product: Product, id: unknown) =>
  fetch(`${product.url}/v1/media/${String(id)}/content`, { headers: KEY });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const organisationOf = async ({ backend }: Product): Promise<string> => {
  const { data } = await backend.client.from('organisations').select('id').single();
  return String(data?.['id']);
};
/** A round of the sweep for what is older than `afterSeconds`. */
const clear = async (product: Product, afterSeconds = 0) =>
  product.app.get(Clearing, { strict: false }).round(await organisationOf(product), afterSeconds);

/** What files do on any media store. */
function files(name: string, start: () => Promise<Product>): void {
  describe(`files on ${name}`, () => {
    let product: Product;
    beforeAll(async () => {
      product = await start();
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
      expect((await clear(product)).erased).toBeGreaterThan(0);
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
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendSlowly(product, '')));
    expect(answers.map(({ said }) => said)).toEqual(answers.map(() => 'HTTP/1.1 401 Unauthorized'));
    expect((await send(product, PNG, 'image/png')).status).toBe(201);
    for (const { end } of answers) end();
  });

  it('are taken eight at a time, forms as well, and one that is cut off makes room and no alarm', async () => {
    const slow = await Promise.all(Array.from({ length: 8 }, () => sendSlowly(product, KEY.authorization)));
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
    expect((await fetch(link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(403);
    const put = { method: 'PUT', headers: { 'content-type': 'image/png' }, body: PNG };
    expect((await fetch(link, put)).status).toBe(403);
    expect((await fetch(`${product.url}/v1/media/links?token=x.y`)).status).toBe(403);
    expect((await fetch(`${product.url}/v1/media/links`)).status).toBe(400);
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
