import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

describe('people', () => {
  it('take the place of a sample of the same name', async () => {
    await stores.people.addSamples(stores.organisationId, {
      people: [{ name: 'Joel' }, { name: 'Colin' }],
      sites: [{ name: 'Eagle Lake' }],
    });
    const joel = await stores.people.createPerson(stores.admin, { name: 'Joel Ortiz', aliases: ['jo'] });
    const site = await stores.people.createSite(stores.admin, { name: 'eagle lake' });
    const { people, sites } = await stores.directory.of(stores.organisationId);
    expect(people.filter((p) => p.name.startsWith('Joel'))).toEqual([
      expect.objectContaining({ id: joel.id, name: 'Joel Ortiz', sample: false }),
    ]);
    expect(sites).toEqual([expect.objectContaining({ id: site.id, name: 'eagle lake' })]);
    expect(people.find((p) => p.name === 'Colin')?.sample).toBe(true);
  });

  it('keep their Telegram id to themselves', async () => {
    await stores.people.createPerson(stores.admin, { name: 'Ann', telegramId: '1' });
    await expect(stores.people.createPerson(stores.admin, { name: 'Bob', telegramId: '1' })).rejects.toMatchObject({
      code: 'PT409',
    });
    expect((await stores.people.people(stores.organisationId, { limit: 200 })).items.map((p) => p.name)).not.toContain(
      'Bob',
    );
  });

  it('always include an admin', async () => {
    const { adminId } = await stores.organisation.founding();
    await expect(stores.people.deletePerson(stores.admin, adminId)).rejects.toMatchObject({ code: 'PT409' });
    await expect(stores.people.updatePerson(stores.admin, adminId, { role: 'operator' })).rejects.toMatchObject({
      code: 'PT409',
    });
  });

  it('are paged without missing or repeating anybody while others come', async () => {
    for (let i = 0; i < 7; i += 1) await stores.people.createPerson(stores.admin, { name: `P${i}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await stores.people.people(stores.organisationId, {
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...items.map((p) => p.id));
      cursor = nextCursor ?? undefined;
      if (seen.length < 6) await stores.people.createPerson(stores.admin, { name: 'late' });
    } while (cursor);
    const { items } = await stores.people.people(stores.organisationId, { limit: 200 });
    expect(seen).toEqual(items.map((p) => p.id));
  });

  it('refuse a cursor that is none of ours', async () => {
    await expect(stores.people.people(stores.organisationId, { cursor: 'x; drop' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('keys', () => {
  it('open the door until they are revoked, and are kept only as a hash', async () => {
    const secret = 'flrts_0123456789abcdef';
    const key = await stores.people.createKey(stores.admin, { personId: stores.admin.personId, name: 'ci', secret });
    expect(await stores.people.ownerOf(secret)).toMatchObject({ keyId: key.id, role: 'admin' });
    expect(await stores.people.ownerOf('flrts_wrong')).toBeUndefined();
    expect(JSON.stringify(await stores.rows('select * from public.api_keys'))).not.toContain(secret);
    await stores.people.revokeKey(stores.admin, key.id);
    expect(await stores.people.ownerOf(secret)).toBeUndefined();
  });
});
