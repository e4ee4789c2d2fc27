import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADMIN_KEY, itemsIn, type Product, startProduct } from '../product.ts';
import { run } from './run.ts';

const env = { ADMIN_API_KEY: ADMIN_KEY };

describe('npm run smoke', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ environment: { TELEGRAM_WEBHOOK_SECRET: 'a-secret' } });
  }, 120_000);
  afterAll(() => product.close());

  it('finds all well, looks at every documented route, and leaves no record', async () => {
    const { code, out } = await run('smoke', [product.url], { env });
    expect(out).not.toContain('FAILED');
    expect(code).toBe(0);
    const { body } = await product.ask('GET', '/docs-json');
    const routes = Object.entries(body['paths'] ?? {}).flatMap(([path, operations]) =>
      Object.keys(operations as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter((route) => !out.includes(`${route} `))).toEqual([]);
    const left = async (path: string) => itemsIn((await product.ask('GET', path)).body).map(({ status }) => status);
    expect([await left('/v1/tasks'), await left('/v1/lists')]).toEqual([[], []]);
    expect((await left('/v1/reminders')).filter((status) => status !== 'cancelled')).toEqual([]);
  });

  it('makes nothing when it may only read', async () => {
    const before = await product.count('audit');
    const { code, out } = await run('smoke', [product.url, '--read-only'], { env });
    expect([code, await product.count('audit')]).toEqual([0, before]);
    expect(out).not.toContain('a message becomes a task');
  });

  it('says what is not well, and ends with 1; what it had made is gone all the same', async () => {
    const broken = await before(product, ({ method, url }) => method === 'PATCH' && url?.startsWith('/v1/tasks/'));
    const { code, out } = await run('smoke', [broken.url], { env });
    await broken.close();
    expect(code).toBe(1);
    expect(out).toContain('PATCH /v1/tasks/{id}');
    expect(out).toMatch(/FAILED.*PATCH \/v1\/tasks\/\{id\} .*expected 200, got 500 out of order/);
    expect(itemsIn((await product.ask('GET', '/v1/tasks')).body)).toEqual([]);
  });

  it('sees a route that is open to strangers', async () => {
    const open = await before(product, () => false, ADMIN_KEY);
    const { code, out } = await run('smoke', [open.url, '--read-only'], { env });
    await open.close();
    expect([code, out]).toEqual([1, expect.stringMatching(/FAILED.*GET \/v1\/tasks without a key/)]);
  });

  it.each<[string, string[], Record<string, string>, number, string]>([
    ['nobody answers', ['http://127.0.0.1:1'], env, 1, 'does not answer'],
    ['there is no key', ['http://127.0.0.1:1'], {}, 2, 'ADMIN_API_KEY is missing: the key of an admin'],
    ['there is no address', [], env, 2, 'Give its address'],
    ['an option is unknown', ['--quick'], env, 2, "Unknown option '--quick'"],
  ])('says so when %s', async (_, args, settings, code, line) => {
    expect(await run('smoke', args, { env: settings })).toMatchObject({ code, err: expect.stringContaining(line) });
  });
});

/** Stands before the product: breaks some requests, or lets strangers in. */
async function before(
  product: Product,
  breaks: (incoming: { method?: string | undefined; url?: string | undefined }) => boolean | undefined,
  keyForAll?: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const target = new URL(product.url);
  const server: Server = createServer((incoming, outgoing) => {
    if (breaks(incoming)) {
      outgoing.writeHead(500).end('out of order');
      return;
    }
    const headers = { ...incoming.headers, ...(keyForAll && { authorization: `Bearer ${keyForAll}` }) };
    const { method, url: path } = incoming;
    const onward = request({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
