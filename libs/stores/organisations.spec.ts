import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '#core';
import { NOT_CARRIED } from './tables.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let theirs: Actor;
beforeAll(async () => {
  stores = await openTestStores();
  const organisationId = randomUUID();
  const personId = randomUUID();
  await stores.exec(`insert into public.organisations (id, name) values ('${organisationId}', 'Others');
    insert into public.people (id, organisation_id, name, role) values ('${personId}', '${organisationId}', 'Other', 'admin')`);
  theirs = { ...stores.admin, organisationId, personId };
});
afterAll(() => stores.close());

const make = async (actor: Actor, args: Record<string, unknown>) => {
  const context = { actor, source: 'api' as const, chat: actor.personId };
  const steps = [{ command: 'task.create' as const, op: 'task.create', args }];
  const { outcomes } = await stores.ledger.commit({ context, steps });
  const [outcome] = outcomes;
  return outcome?.kind === 'changed' && outcome.subject.kind === 'task' ? outcome.subject.task : outcome;
};

describe('every organisation', () => {
  it('numbers its own records from one, whatever others do', async () => {
    const own = [await make(stores.admin, { title: 'a' }), await make(stores.admin, { title: 'b' })];
    const other = [await make(theirs, { title: 'c' }), await make(theirs, { title: 'd' })];
    expect([...own, ...other]).toMatchObject([{ ref: 1 }, { ref: 2 }, { ref: 1 }, { ref: 2 }]);
  });

  it('gives no number twice when many are made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 40 }, (_, n) => make(n % 2 ? theirs : stores.admin, { title: `t${n}` })),
    );
    const refs = (own: number) => made.filter((_, n) => n % 2 === own).map((task) => Reflect.get(task ?? {}, 'ref'));
    expect(new Set(refs(0)).size).toBe(20);
    expect(new Set(refs(1)).size).toBe(20);
  });

  it('goes on from the numbers that are there', async () => {
    const org = randomUUID();
    const person = randomUUID();
    await stores.exec(`insert into public.organisations (id, name) values ('${org}', 'Old');
      insert into public.people (id, organisation_id, name) values ('${person}', '${org}', 'Old');
      insert into public.tasks (organisation_id, ref, title, created_by, source) values ('${org}', 41, 'old', '${person}', 'api')`);
    expect(await make({ ...theirs, organisationId: org, personId: person }, { title: 'new' })).toMatchObject({
      ref: 42,
    });
  });

  it('is pointed at by nobody else’s rows, even when the code above were to forget it', async () => {
    const site = await stores.people.createSite(stores.admin, { name: 'Ours' });
    const ours = await make(stores.admin, { title: 'ours' });
    for (const args of [
      { title: 'x', siteId: site.id },
      { title: 'x', assigneeIds: [stores.admin.personId] },
      { title: 'x', parentId: Reflect.get(ours ?? {}, 'id') },
    ])
      expect(await make(theirs, args)).toMatchObject({ kind: 'refused', code: 'not_found' });
  });

  it('is named by every row of every table that is anybody’s', async () => {
    const tables = await stores.rows(`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.attnotnull)
      order by 1`);
    // vectors have the organisation in their namespace
    const oneForAll: readonly string[] = [...NOT_CARRIED, 'organisations', 'vector_index', 'vectors'];
    expect(tables.map(({ name }) => name).filter((name) => !oneForAll.includes(String(name)))).toEqual([]);
  });
});
