import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BindingsWorker, startBindings } from '../../../libs/storage/cloudflare/testing/bindings.ts';

describe('the bindings behind Cloudflare’s REST paths', () => {
  let worker: BindingsWorker;

  beforeAll(async () => {
    worker = await startBindings();
  });
  afterAll(() => worker.close());

  const ask = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) => {
    const init = body === undefined ? { method, headers } : { method, headers, body };
    return fetch(`${worker.baseUrl}/accounts/any${path}`, init);
  };
  const failure = async (answer: Promise<Response>) => {
    const response = await answer;
    const { errors } = (await response.json()) as { errors: { code: number }[] };
    return [response.status, errors[0]?.code];
  };

  it('keep an object with its type and its size, under a key with slashes', async () => {
    const path = '/r2/buckets/media/objects/a%2Fb%20c.txt';
    expect((await ask('PUT', path, 'hello', { 'content-type': 'text/plain' })).status).toBe(200);
    const got = await ask('GET', path, undefined, { 'accept-encoding': 'identity' });
    expect([got.headers.get('content-type'), got.headers.get('content-length'), await got.text()]).toEqual([
      'text/plain',
      '5',
      'hello',
    ]);
    expect((await ask('DELETE', path)).status).toBe(200);
    expect(await failure(ask('GET', path))).toEqual([404, 10007]);
  });

  it('keep an empty object', async () => {
    expect((await ask('PUT', '/r2/buckets/media/objects/empty', new Uint8Array())).status).toBe(200);
    expect(await (await ask('GET', '/r2/buckets/media/objects/empty')).text()).toBe('');
  });

  it.each([
    ['a path that is not Cloudflare’s', 'GET', '/nothing', undefined, 404, 7003],
    ['an operation no binding has', 'DELETE', '/storage/kv/namespaces/x/keys', undefined, 405, 10405],
    ['an index that is not bound', 'GET', '/vectorize/v2/indexes/x/info', undefined, 404, 3000],
    ['a key that is too long', 'GET', `/storage/kv/namespaces/x/values/${'k'.repeat(513)}`, undefined, 414, 10030],
    ['a key that cannot be decoded', 'GET', '/storage/kv/namespaces/x/values/%FF', undefined, 400, 10026],
    ['a body that is not JSON', 'PUT', '/storage/kv/namespaces/x/bulk', '{', 400, 10026],
    ['an object key R2 does not take', 'PUT', `/r2/buckets/media/objects/${'k'.repeat(1025)}`, 'x', 400, 10020],
  ])('refuse %s in the API’s own words', async (_, method, path, body, status, code) => {
    expect(await failure(ask(method, path, body))).toEqual([status, code]);
  });

  it('refuse what is not under an account', async () => {
    expect((await fetch(`${worker.baseUrl}/user`)).status).toBe(404);
  });
});
