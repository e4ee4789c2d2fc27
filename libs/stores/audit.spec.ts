import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let written: Record<string, unknown>[];
const entries = () => stores.rows('select * from public.audit order by id');

beforeAll(async () => {
  stores = await openTestStores();
  await stores.people.createSite(stores.admin, { name: 'Crockett' });
  written = await entries();
});
afterAll(() => stores.close());

describe('the audit', () => {
  it('has an entry for what was done', () => {
    expect(written).toEqual(expect.arrayContaining([expect.objectContaining({ command: 'site.create' })]));
  });

  it.each([
    ['changed', `update public.audit set command = 'task.create'`],
    ['taken out', 'delete from public.audit'],
    ['emptied', 'truncate public.audit'],
    ['emptied with all that hangs on it', 'truncate public.audit cascade'],
  ])('is never %s, not even by the owner of the database', async (_, script) => {
    await expect(stores.exec(script)).rejects.toThrow('audit is append-only');
    expect(await entries()).toEqual(written);
  });

  it('is not rewritten by the product itself', async () => {
    const { error } = await stores.client.from('audit').delete().gte('id', 0);
    expect(error).not.toBeNull();
    expect(await entries()).toEqual(written);
  });
});
