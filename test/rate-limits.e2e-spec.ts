import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const keyWith = async (requestsPerMinute: number): Promise<Record<string, string>> => {
  const { status, body } = await product.ask('POST', '/v1/keys', { name: 'a script', requestsPerMinute });
  expect(status).toBe(201);
  return { authorization: `Bearer ${String(body['key'])}` };
};

describe('rate limits', () => {
  it('tell a key how many requests it has left, and say 429 with a time to wait after that', async () => {
    const headers = await keyWith(3);
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await product.ask('GET', '/v1/tasks', undefined, headers));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.map((one) => one.headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
    expect(answers[0]?.headers.get('ratelimit-limit')).toBe('3');
    expect(answers[3]?.body).toMatchObject({
      status: 429,
      code: 'limit',
      detail: expect.stringMatching(/more than 3 requests a minute/i),
    });
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[3]?.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('count each key for itself', async () => {
    const [one, other] = [await keyWith(1), await keyWith(1)];
    expect((await product.ask('GET', '/v1/tasks', undefined, one)).status).toBe(200);
    expect((await product.ask('GET', '/v1/tasks', undefined, other)).status).toBe(200);
    expect((await product.ask('GET', '/v1/tasks', undefined, one)).status).toBe(429);
  });

  it('leave what was refused undone', async () => {
    const headers = await keyWith(1);
    expect((await product.ask('POST', '/v1/tasks', { title: 'one' }, headers)).status).toBe(201);
    expect((await product.ask('POST', '/v1/tasks', { title: 'two' }, headers)).status).toBe(429);
    expect(await product.count('tasks')).toBe(1);
  });

  it('count nobody who only looks whether the product lives', async () => {
    const answer = await product.ask('GET', '/health/live');
    expect(answer.headers.get('ratelimit-limit')).toBeNull();
  });
});

describe('other origins', () => {
  it('are not let in: no answer says that a foreign page may read it', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const method of ['OPTIONS', 'GET']) {
      const answer = await product.ask(method, '/v1/tasks', undefined, headers);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});
