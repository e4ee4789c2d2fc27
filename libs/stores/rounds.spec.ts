import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DueReminders } from './due.ts';
import { quietNow } from '../../test/quiet.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let due: DueReminders;
beforeAll(async () => {
  stores = await openTestStores();
  due = new DueReminders(stores.client);
});
afterAll(() => stores.close());

describe('rounds', () => {
  const rounds = () => due.makeRounds(stores.organisationId, 'UTC', 4 * 3600);
  const task = async (title: string, minutesAgo: number, assigneeIds: string[]) => {
    const context = { actor: stores.admin, source: 'api' as const, chat: 'x' };
    const args = {
      title,
      assigneeIds,
      due: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      dueHasTime: true,
    };
    await stores.ledger.commit({ context, steps: [{ command: 'task.create', op: 'task.create', args }] });
  };

  it('nudge whoever has a task that is due, once, and anew when it gets another time', async () => {
    const joel = await stores.people.createPerson(stores.admin, { name: 'Joel' });
    await task('due now', 1, [joel.id]);
    expect(await rounds()).toMatchObject({ nudges: 1 });
    expect(await rounds()).toMatchObject({ nudges: 0 });
    await stores.exec("update public.tasks set due = now() - interval '10 seconds' where title = 'due now'");
    expect(await rounds()).toMatchObject({ nudges: 1 });
  });

  it('tell whoever gave it when it is still open hours later, once', async () => {
    const maria = await stores.people.createPerson(stores.admin, { name: 'Maria' });
    await task('long due', 300, [maria.id]);
    expect(await rounds()).toMatchObject({ nudges: 1, escalations: 1 });
    expect(await rounds()).toMatchObject({ nudges: 0, escalations: 0 });
  });

  it('tell somebody their day at the hour they chose, once a day', async () => {
    const early = await stores.people.createPerson(stores.admin, { name: 'Early', timeZone: 'UTC' });
    await stores.people.updatePerson(stores.admin, early.id, { digestAt: '00:00' });
    expect(await rounds()).toMatchObject({ digests: 1 });
    expect(await rounds()).toMatchObject({ digests: 0 });
  });

  it('leave alone who wants quiet, until the quiet is over', async () => {
    const shy = await stores.people.createPerson(stores.admin, { name: 'Shy' });
    await stores.people.updatePerson(stores.admin, shy.id, quietNow());
    const loud = await stores.people.createPerson(stores.admin, { name: 'Loud' });
    await task('in the night', 1, [shy.id, loud.id]);
    expect(await rounds()).toMatchObject({ nudges: 1 });
    expect(await rounds()).toMatchObject({ nudges: 0 });
    await stores.people.updatePerson(stores.admin, shy.id, { quietFrom: null, quietUntil: null });
    expect(await rounds()).toMatchObject({ nudges: 1 });
    expect(await rounds()).toMatchObject({ nudges: 0 });
  });
});
