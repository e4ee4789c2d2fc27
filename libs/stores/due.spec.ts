import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DueReminders, type ToSay } from './due.ts';
import type { Step } from './steps.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
let due: DueReminders;
beforeAll(async () => {
  stores = await openTestStores();
  due = new DueReminders(stores.client);
});
afterAll(() => stores.close());

const PAST = '2026-01-01T10:00:00Z';

async function remind(title: string, args = {}) {
  const context = { actor: stores.admin, source: 'telegram' as const, chat: '5' };
  const personIds = [stores.admin.personId];
  const step: Step = {
    command: 'reminder.create',
    op: 'reminder.create',
    args: { title, due: PAST, timeZone: 'UTC', personIds, ...args },
  };
  const [outcome] = (await stores.ledger.commit({ context, steps: [step] })).outcomes;
  if (outcome?.kind !== 'changed' || outcome.subject.kind !== 'reminder') throw new Error(JSON.stringify(outcome));
  return outcome.subject.reminder;
}

const claim = async () => (await due.claim(stores.organisationId, 10)).due;
const say = (id: string): ToSay => ({
  dedupe: `due:${id}`,
  channel: 'telegram',
  chat: '5',
  reminders: [id],
  body: { outcomes: [], language: 'en', timeZone: 'UTC' },
});
const now = async (id: string) => (await stores.records.reminders(stores.admin, { id })).items[0];
const said = async (id: string) =>
  (await stores.rows(`select 1 as n from public.outbox where dedupe = 'due:${id}'`)).length;

describe('due reminders', () => {
  it('are leased to one instance at a time', async () => {
    const { id } = await remind('leased');
    expect((await claim()).map((one) => one.id)).toContain(id);
    expect((await claim()).map((one) => one.id)).not.toContain(id);
  });

  it('are put into the outbox and done in one go, once', async () => {
    const { id } = await remind('once');
    const [one] = (await claim()).filter((reminder) => reminder.id === id);
    const fired = [{ id, token: one?.token ?? '' }];
    expect(await due.fire(stores.organisationId, fired, [say(id)])).toEqual({ said: 1, lost: [] });
    expect(await now(id)).toMatchObject({ status: 'sent' });
    expect(await due.fire(stores.organisationId, fired, [say(id)])).toEqual({ said: 0, lost: [id] });
    expect(await said(id)).toBe(1);
  });

  it('count from where they were set when they are snoozed once', async () => {
    const { id } = await remind('every morning', { recurrence: 'FREQ=DAILY' });
    const context = { actor: stores.admin, source: 'telegram' as const, chat: '5' };
    const args = { id, due: '2026-01-01T10:40:00Z' };
    await stores.ledger.commit({ context, steps: [{ command: 'reminder.snooze', op: 'reminder.snooze', args }] });
    expect((await claim()).find((one) => one.id === id)).toMatchObject({
      due: '2026-01-01T10:40:00.000Z',
      startsAt: '2026-01-01T10:00:00.000Z',
      version: 2,
    });
  });

  it('go on at their next time when they repeat', async () => {
    const { id } = await remind('daily', { recurrence: 'FREQ=DAILY' });
    const [one] = (await claim()).filter((reminder) => reminder.id === id);
    expect(one).toMatchObject({ startsAt: '2026-01-01T10:00:00.000Z', recurrence: 'FREQ=DAILY' });
    await due.fire(stores.organisationId, [{ id, token: one?.token ?? '', next: '2030-01-02T10:00:00Z' }], [say(id)]);
    expect(await now(id)).toMatchObject({ status: 'pending', due: '2030-01-02T10:00:00.000Z' });
    expect((await due.claim(stores.organisationId, 1)).next).not.toBeNull();
  });

  it('are not said when they were cancelled or moved after being leased', async () => {
    const gone = await remind('cancelled meanwhile');
    const moved = await remind('snoozed meanwhile');
    const claimed = await claim();
    const context = { actor: stores.admin, source: 'api' as const, chat: 'x' };
    await stores.ledger.commit({
      context,
      steps: [
        { command: 'reminder.cancel', op: 'reminder.cancel', args: { id: gone.id } },
        { command: 'reminder.snooze', op: 'reminder.snooze', args: { id: moved.id, due: '2031-01-01T00:00:00Z' } },
      ],
    });
    const ids = [gone.id, moved.id];
    const fired = claimed.filter((one) => ids.includes(one.id)).map(({ id, token }) => ({ id, token }));
    expect(fired).toHaveLength(2);
    expect((await due.fire(stores.organisationId, fired, ids.map(say))).lost.sort()).toEqual(ids.sort());
    expect(await now(moved.id)).toMatchObject({ status: 'pending', due: '2031-01-01T00:00:00.000Z' });
    expect(await said(gone.id)).toBe(0);
  });

  it('keep when they fell due while they wait for quiet hours to end', async () => {
    const { id } = await remind('quiet');
    const [one] = (await claim()).filter((reminder) => reminder.id === id);
    await due.fire(stores.organisationId, [{ id, token: one?.token ?? '', putOffUntil: '2026-01-02T06:00:00Z' }], []);
    const [again] = (await claim()).filter((reminder) => reminder.id === id);
    expect(again).toMatchObject({ due: '2026-01-02T06:00:00.000Z', dueSince: '2026-01-01T10:00:00.000Z' });
  });
});

describe('chats', () => {
  it('that are closed hold back what waits for them, until somebody writes there again', async () => {
    const { id } = await remind('closed');
    const [one] = (await claim()).filter((reminder) => reminder.id === id);
    await stores.outbox.closeChat(stores.organisationId, 'telegram', '5', 'blocked');
    await due.fire(stores.organisationId, [{ id, token: one?.token ?? '' }], [say(id)]);
    expect(await stores.outbox.claim(stores.organisationId, 10)).toEqual([]);
    const message = { source: 'telegram' as const, sourceId: 'back', chat: '5', text: '/start', sentAt: new Date() };
    await stores.people.updatePerson(stores.admin, stores.admin.personId, { telegramId: '5' });
    await stores.inbox.accept(stores.organisationId, { message, from: { externalId: '5' } });
    expect((await stores.outbox.claim(stores.organisationId, 10)).length).toBeGreaterThan(0);
  });

  it('stay open when somebody wrote there after that was taken with which we were refused', async () => {
    await stores.exec('delete from public.outbox');
    const { id } = await remind('refused');
    const [one] = (await claim()).filter((reminder) => reminder.id === id);
    await due.fire(stores.organisationId, [{ id, token: one?.token ?? '' }], [say(id)]);
    const [taken] = await stores.outbox.claim(stores.organisationId, 10);
    if (!taken) throw new Error('there is nothing to say');
    const refuse = () => stores.outbox.closeChat(stores.organisationId, 'telegram', '5', 'blocked', taken.id);
    const open = async () => (await stores.rows("select open from public.chats where chat = '5'"))[0]?.['open'];
    await refuse();
    expect(await open()).toBe(false);
    const message = { source: 'telegram' as const, sourceId: 'since', chat: '5', text: '/start', sentAt: new Date() };
    await stores.inbox.accept(stores.organisationId, { message, from: { externalId: '5' } });
    await refuse();
    expect(await open()).toBe(true);
  });

  it('that move take what waits for them along', async () => {
    await stores.outbox.moveChat(stores.organisationId, 'telegram', '5', '-1005');
    const waiting = await stores.rows("select distinct chat from public.outbox where status = 'pending'");
    expect(waiting).toEqual([{ chat: '-1005' }]);
  });
});
