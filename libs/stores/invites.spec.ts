import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Invites } from './invites.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let invites: Invites;
beforeAll(async () => {
  stores = await openTestStores();
  invites = new Invites(stores.client, stores.directory);
});
afterAll(() => stores.close());

const redeem = (code: string, externalId: string) =>
  invites.redeem(stores.organisationId, code, 'telegram', externalId);

describe('an invitation', () => {
  it('makes one account one person, once', async () => {
    const maria = await stores.people.createPerson(stores.admin, { name: 'Maria', role: 'manager' });
    const { code, person } = await invites.create(stores.admin, maria.id);
    expect(person).toEqual({ id: maria.id, name: 'Maria' });
    expect(await redeem(code, '77')).toMatchObject({ id: maria.id, role: 'manager' });
    expect(await redeem(code, '78')).toBeUndefined();
    const { items } = await stores.people.people(stores.organisationId, { id: maria.id });
    expect(items[0]?.telegramId).toBe('77');
  });

  it('fits in a Telegram deep link and is kept only as a hash', async () => {
    const { code } = await invites.create(stores.admin, stores.admin.personId);
    expect(code).toMatch(/^[\w-]{1,60}$/);
    expect(JSON.stringify(await stores.rows('select * from public.invites'))).not.toContain(code);
  });

  it('is worth nothing when it is made up or too old', async () => {
    expect(await redeem('made-up', '79')).toBeUndefined();
    const { code } = await invites.create(stores.admin, stores.admin.personId);
    await stores.exec("update public.invites set expires_at = now() - interval '1 minute'");
    expect(await redeem(code, '79')).toBeUndefined();
  });
});
