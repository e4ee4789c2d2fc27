import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fuzz } from './fuzz/fuzz.ts';
import { ADMIN_KEY, type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

describe('the API, asked everything its document allows and more', () => {
  it('answers nothing the document does not know, and never with a fault of its own', async () => {
    const report = await fuzz({ url: product.url, key: ADMIN_KEY, requests: 600, seed: 7 });
    expect(report.findings).toEqual([]);
    const statuses = new Set([...report.statuses.values()].flatMap((counts) => [...counts.keys()]));
    // it was asked rightly and wrongly
    expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 404]));
  }, 120_000);
});
