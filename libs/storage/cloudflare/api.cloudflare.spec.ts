import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestClock, UnavailableError } from '#core';
import { CloudflareApi } from './api.cloudflare.ts';
import { refusal, ScriptedApi } from './testing/scripted-api.ts';

const TIMEOUT_MS = 20_000;
const WHERE = { account_id: 'a', namespace_id: 'n' };

describe('a service of Cloudflare’s', () => {
  let scripted: ScriptedApi;
  let clock: TestClock;
  let api: CloudflareApi;

  beforeAll(async () => {
    scripted = await new ScriptedApi().open();
  });
  afterAll(() => scripted.close());
  beforeEach(() => {
    clock = new TestClock('2026-01-01T00:00:00Z');
    const access = { accountId: 'a', baseUrl: scripted.baseUrl, timeoutMs: TIMEOUT_MS };
    api = new CloudflareApi('the cache', access, clock);
  });

  const remove = () => api.call(({ kv }) => kv.namespaces.values.delete('k', WHERE));
  const read = () => api.find(async ({ kv }) => (await kv.namespaces.values.get('k', WHERE)).text());
  const outage = expect.objectContaining({ code: 'unavailable', service: 'the cache', cause: expect.any(Error) });

  it('is asked a second time after a failure that may have been chance', async () => {
    scripted.says({ status: 500 }, {});
    await expect(remove()).resolves.toEqual({});
    expect(scripted.asked).toHaveLength(2);
  });

  it.each([
    ['fails twice', { status: 503 }, 2],
    ['says no under 200', refusal(10001), 2],
    ['does not know the token', { status: 401, ...refusal(10000) }, 1],
    ['has no such namespace', { status: 404, ...refusal(10013) }, 1],
    ['is something else altogether', { status: 404, body: '<html>', headers: { 'content-type': 'text/html' } }, 1],
  ])('is not available when it %s', async (_, said, asked) => {
    scripted.says(said);
    await expect(remove()).rejects.toEqual(outage);
    expect(scripted.asked).toHaveLength(asked);
  });

  it('is not available when it says nothing in time', async () => {
    scripted.says({ silent: true });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance', 'Date'] });
    const removed = expect(remove()).rejects.toEqual(outage);
    for (const times of [1, 2]) {
      while (scripted.asked.length < times) await setImmediate();
      await jest.advanceTimersByTimeAsync(TIMEOUT_MS);
    }
    await removed;
    jest.useRealTimers();
    expect(scripted.asked).toHaveLength(2);
  });

  it('is not available when nobody listens', async () => {
    const nobody = new CloudflareApi('the cache', { accountId: 'a', baseUrl: 'http://127.0.0.1:1/client/v4' }, clock);
    await expect(nobody.call(({ kv }) => kv.namespaces.values.delete('k', WHERE))).rejects.toEqual(outage);
  });

  it('says what it does not take, and is not asked again for it', async () => {
    scripted.says({ status: 400, ...refusal(10033, 'Invalid expiration_ttl') });
    await expect(remove()).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('expiration_ttl'),
    });
    expect(scripted.asked).toHaveLength(1);
  });

  it('answers undefined for what is absent', async () => {
    scripted.says({ status: 404, ...refusal(10009) });
    expect(await read()).toBeUndefined();
  });

  it('gives a stored value as it is, though it may look like a refusal', async () => {
    scripted.says(refusal(1));
    expect(JSON.parse((await read()) ?? '')).toMatchObject({ success: false });
  });

  it('is waited for a second at most when it says when to ask again', async () => {
    scripted.says({ status: 503, headers: { 'retry-after': '1' } }, {});
    await expect(remove()).resolves.toEqual({});
    scripted.says({ status: 503, headers: { 'retry-after': '2' } }, {});
    await expect(remove()).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 });
    expect(scripted.asked).toHaveLength(1);
  });

  it('is left alone for as long as it asks, but not longer than five minutes', async () => {
    scripted.says({ status: 429, headers: { 'retry-after': '86400' } }, {});
    await expect(remove()).rejects.toMatchObject({ retryAfterSeconds: 86_400 });
    clock.advance({ seconds: 299 });
    await expect(remove()).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
    expect(scripted.asked).toHaveLength(1);
    clock.advance({ seconds: 1 });
    await expect(remove()).resolves.toEqual({});
  });

  it('is spared after five failures in a row, until one who asks again is answered', async () => {
    scripted.says({ status: 401, ...refusal(10000) });
    for (let i = 0; i < 5; i += 1) await expect(remove()).rejects.toThrow(UnavailableError);
    await expect(remove()).rejects.toMatchObject({ retryAfterSeconds: 10 });
    expect(scripted.asked).toHaveLength(5);

    clock.advance({ seconds: 10 });
    const [probe, other] = await Promise.allSettled([remove(), remove()]);
    expect([probe.status, other.status, scripted.asked.length]).toEqual(['rejected', 'rejected', 6]);
    await expect(remove()).rejects.toMatchObject({ retryAfterSeconds: 10 });

    scripted.says({});
    clock.advance({ seconds: 10 });
    await expect(remove()).resolves.toEqual({});
    await Promise.all([remove(), remove()]);
    expect(scripted.asked).toHaveLength(3);
  });

  it('is not spared for refusing what nobody should ask', async () => {
    scripted.says({ status: 400, ...refusal(1) });
    for (let i = 0; i < 9; i += 1) await expect(remove()).rejects.toMatchObject({ code: 'invalid' });
    expect(scripted.asked).toHaveLength(9);
  });
});
