import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_KEY, type Product, startProduct } from './product.ts';

describe('the product on trial', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it('says which adapter is behind each port', async () => {
    const { status, body } = await product.ask('GET', '/health/ready');
    expect(status).toBe(200);
    expect(body['details']).toMatchObject({
      records: { status: 'up', adapter: 'embedded PGlite' },
      messenger: { status: 'up' },
      kv: { status: 'up', adapter: 'embedded (memory)' },
      media: { status: 'up', adapter: 'embedded (files)' },
      vectors: { status: 'up', adapter: 'exact scan (embedded PGlite)' },
      rails: { status: 'up' },
    });
    expect((await product.ask('GET', '/health')).body).toMatchObject({ status: 'ok', version: '0.1.0' });
    expect((await product.ask('GET', '/health/startup')).status).toBe(200);
  });

  it('documents its API for everybody, without anything from elsewhere', async () => {
    const anonymous = { authorization: '' };
    const { body } = await product.ask('GET', '/docs-json', undefined, anonymous);
    expect(body['openapi']).toMatch(/^3\.1/);
    expect(Object.keys(body['paths'] ?? {})).toEqual(
      expect.arrayContaining([
        '/v1/messages',
        '/v1/rails/parse',
        '/v1/tasks/{id}/complete',
        '/webhook',
        '/health/ready',
      ]),
    );
    const page = await product.ask('GET', '/docs', undefined, anonymous);
    expect(page.body).toContain('swagger-ui');
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect((await product.ask('GET', '/docs/swagger-ui-bundle.js', undefined, anonymous)).status).toBe(200);
  });

  it('counts requests and messages', async () => {
    await product.ask('POST', '/v1/messages', { text: '/newtask count me' });
    const { body, headers } = await product.ask('GET', '/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(body).toContain('flrts_messages_total{source="rest",command="task.create",outcome="changed"} 1');
    expect(body).toMatch(
      /flrts_http_request_duration_seconds_count\{method="POST",route="\/v1\/messages",status="201"\} 1/,
    );
  });

  it('lets browsers do no more than the page needs', async () => {
    const page = await product.ask('GET', '/');
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe/);
    const api = await product.ask('GET', '/v1/tasks');
    expect(api.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(api.headers.get('x-content-type-options')).toBe('nosniff');
    expect(api.headers.get('cache-control')).toBe('no-store');
    expect(api.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers problem documents for files that are not there', async () => {
    const { status, headers } = await product.ask('GET', '/app/nothing.js');
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('takes over a request’s id when it is fit for a log', async () => {
    const fit = await product.ask('GET', '/health/live', undefined, { 'x-request-id': 'job-42' });
    const unfit = await product.ask('GET', '/health/live', undefined, { 'x-request-id': '{"level":"error"}' });
    expect(fit.headers.get('x-request-id')).toBe('job-42');
    expect(unfit.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('the log', () => {
  it('tells of a message without a word of it, and of requests without their keys', async () => {
    const write = process.stdout.write;
    const lines: string[] = [];
    process.stdout.write = (line: string | Uint8Array) => lines.push(String(line)) > 0;
    try {
      const product = await startProduct({ environment: { LOG_LEVEL: 'debug' } });
      await product.ask('POST', '/v1/messages', { text: '/newtask hide the Zanzibar papers at Eagle Lake' });
      await product.ask('POST', '/v1/messages', { text: 'Zanzibar? who knows' });
      await product.ask('POST', '/v1/tasks', { title: 'Zanzibar', colour: 'red' });
      await product.close();
    } finally {
      process.stdout.write = write;
    }
    const said = lines.filter((line) => line.includes('"commands"')).map((line) => JSON.parse(line) as object);
    expect(said[0]).toMatchObject({
      context: 'Intake',
      level: 'info',
      commands: ['task.create'],
      outcomes: ['changed'],
    });
    expect(lines.join('')).not.toMatch(/Zanzibar|papers/i);
    expect(lines.join('')).not.toContain(ADMIN_KEY);
  });
});

describe('the product in production', () => {
  let product: Product;
  let people: unknown;
  let ofManager: unknown;
  let withoutAdmin: unknown;
  const keyOf = async (fields: object) =>
    (await product.ask('POST', '/v1/keys', { name: 'a key', ...fields })).body['key'];

  beforeAll(async () => {
    product = await startProduct({ environment: { NODE_ENV: 'production', ALLOW_EMBEDDED: 'true' } });
    people = (await product.ask('GET', '/v1/people')).body['items'];
    const { body } = await product.ask('POST', '/v1/people', { name: 'Mia', role: 'manager' });
    ofManager = await keyOf({ personId: body['id'] });
    withoutAdmin = await keyOf({ scopes: ['read', 'write'] });
  });
  afterAll(() => product.close());

  it.each(['/docs', '/docs-json', '/docs/swagger-ui-init.js', '/metrics'])('shows %s to admins only', async (path) => {
    expect((await product.ask('GET', path, undefined, { authorization: '' })).status).toBe(401);
    for (const key of [ofManager, withoutAdmin])
      expect((await product.ask('GET', path, undefined, { authorization: `Bearer ${key}` })).status).toBe(403);
    expect((await product.ask('GET', path)).status).toBe(200);
  });

  it('asks a browser for the key', async () => {
    const { headers } = await product.ask('GET', '/docs', undefined, { authorization: '' });
    expect(headers.get('www-authenticate')).toMatch(/^Basic/);
    const basic = Buffer.from(`me:${ADMIN_KEY}`).toString('base64');
    expect((await product.ask('GET', '/docs', undefined, { authorization: `Basic ${basic}` })).status).toBe(200);
  });

  it('takes no updates from anybody while there is no secret', async () => {
    expect((await product.ask('POST', '/webhook', { update_id: 1 })).status).toBe(401);
  });

  it('has nobody in it but its admin at first', () => {
    expect(people).toMatchObject([{ role: 'admin', sample: false }]);
  });
});
