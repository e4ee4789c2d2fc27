import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_KEY, type Product, startProduct } from '../product.ts';
import { run } from './run.ts';

const env = { ADMIN_API_KEY: ADMIN_KEY };
const SHORT = ['--people', '3', '--seconds', '1'];

describe('npm run load', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  }, 120_000);
  afterAll(() => product.close());

  it('keeps nothing unless it is told to write', async () => {
    const before = await product.count('messages');
    const { code, out } = await run('load', [product.url, ...SHORT], { env });
    expect([code, out]).toEqual([0, expect.stringMatching(/answered 200.*'3'/)]);
    expect(await product.count('messages')).toBe(before);
  });

  it('carries out what is said when it is told to write', async () => {
    const before = await product.count('messages');
    expect((await run('load', [product.url, ...SHORT, '--write'], { env })).code).toBe(0);
    expect(await product.count('messages')).toBe(before + 3);
  });

  it('does not ask a server that is not on this machine without consent', async () => {
    const { code, err } = await run('load', ['https://flrts.example', ...SHORT], { env });
    expect([code, err]).toEqual([2, expect.stringContaining('add --this-is-my-server')]);
    const dry = await run('load', ['https://flrts.example', '--this-is-my-server', '--dry-run'], { env });
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('Nothing was sent')]);
  });

  it('ends with 1 when it is not answered well', async () => {
    const wrong = await run('load', [product.url, ...SHORT], { env: { ADMIN_API_KEY: 'a-key-nobody-knows' } });
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('3 of 3 were not answered 2xx')]);
    expect((await run('load', ['http://127.0.0.1:1', ...SHORT], { env })).out).toContain('no answer');
  });

  it.each<[string[], string]>([
    [['--people', 'many'], '--people takes a whole number'],
    [[], 'Give its address'],
  ])('takes no %j', async (args, line) => {
    const url = args.length > 0 ? [product.url] : [];
    expect(await run('load', [...url, ...args], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining(line),
    });
  });
});
