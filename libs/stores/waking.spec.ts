import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from './steps.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const isAnythingDue = async () =>
  (await stores.client.rpc('is_anything_due', { p: { withinSeconds: 75, timeZone: 'UTC' } })).data as unknown;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

async function carryOut(step: Step): Promise<void> {
  const context = { actor: stores.admin, source: 'api' as const, chat: '5' };
  const { outcomes } = await stores.ledger.commit({ context, steps: [step] });
  expect(outcomes).toMatchObject([{ kind: 'changed' }]);
}
const remind = (due: string) =>
  carryOut({
    command: 'reminder.create',
    op: 'reminder.create',
    args: { title: 'call Sam', due, timeZone: 'UTC', personIds: [stores.admin.personId] },
  });
const giveTask = (due: string) =>
  carryOut({ command: 'task.create', op: 'task.create', args: { title: 'check the pump', due, dueHasTime: true } });

describe('the product asleep', () => {
  beforeEach(() =>
    stores.exec(`truncate public.reminders, public.reminder_people, public.tasks, public.task_assignees cascade;
      update public.messages set status = 'done'; update public.outbox set status = 'sent';
      update public.people set digest_at = null, digest_on = null; update public.chats set open = true`),
  );

  it('is left asleep while there is nothing to do', async () => {
    expect(await isAnythingDue()).toBe(false);
    await remind(inSeconds(3600));
    await giveTask(inSeconds(3600));
    expect(await isAnythingDue()).toBe(false);
  });

  it.each([-3600, 0, 60])('is woken for a reminder that is due in %d seconds', async (seconds) => {
    await remind(inSeconds(seconds));
    expect(await isAnythingDue()).toBe(true);
  });

  it('is left asleep while another instance has the reminder', async () => {
    await remind(inSeconds(0));
    await stores.exec(
      `update public.reminders set lease_token = gen_random_uuid(), lease_until = now() + interval '5 minutes'`,
    );
    expect(await isAnythingDue()).toBe(false);
  });

  it('is woken for a message that nobody has worked off, but not for one that is tried again later', async () => {
    const message = { source: 'telegram' as const, sourceId: 'left', chat: '5', text: 'hello', sentAt: new Date() };
    await stores.inbox.accept(stores.organisationId, { message, from: { personId: stores.admin.personId } });
    await stores.exec(`update public.messages set lease_until = now() - interval '1 second'`);
    expect(await isAnythingDue()).toBe(true);
    await stores.exec(`update public.messages set run_at = now() + interval '10 minutes'`);
    expect(await isAnythingDue()).toBe(false);
  });

  it('is woken for what is still to be said, unless that chat is closed', async () => {
    await stores.exec(`insert into public.outbox (organisation_id, dedupe, channel, chat, body)
      values ('${stores.organisationId}', 'w1', 'telegram', '77', '{}')`);
    expect(await isAnythingDue()).toBe(true);
    await stores.exec(`insert into public.chats (organisation_id, channel, chat, open)
      values ('${stores.organisationId}', 'telegram', '77', false)`);
    expect(await isAnythingDue()).toBe(false);
  });

  it('is woken at the hour somebody wants their day, once', async () => {
    await stores.exec(
      `update public.people set digest_at = '00:00', time_zone = 'UTC' where id = '${stores.admin.personId}'`,
    );
    expect(await isAnythingDue()).toBe(true);
    await stores.exec(`update public.people set digest_on = (now() at time zone 'UTC')::date + 1`);
    expect(await isAnythingDue()).toBe(false);
  });

  it('is woken when a task falls due, and again when it is still open after hours', async () => {
    await giveTask(inSeconds(30));
    expect(await isAnythingDue()).toBe(true);
    await stores.exec('update public.tasks set nudged_at = now()');
    expect(await isAnythingDue()).toBe(false);
    await stores.exec(`update public.tasks set due = now() - interval '5 hours'`);
    await stores.exec('update public.tasks set nudged_at = now(), escalated_at = null');
    expect(await isAnythingDue()).toBe(true);
  });

  it('is left asleep while whoever is to be nudged wants quiet', async () => {
    await giveTask(inSeconds(-60));
    await stores.exec(`update public.people set quiet_from = '00:00', quiet_until = '24:00', time_zone = 'UTC'`);
    expect(await isAnythingDue()).toBe(false);
    await stores.exec('update public.people set quiet_from = null, quiet_until = null');
    expect(await isAnythingDue()).toBe(true);
  });

  it('is woken for what other programs are still to be told, unless their webhook was switched off', async () => {
    const [hook] = await stores.rows(`select gen_random_uuid() as id`);
    await stores.exec(`insert into public.webhooks (id, organisation_id, url, events, secret, created_by)
        values ('${String(hook?.['id'])}', '${stores.organisationId}', 'https://x.example', '{*}', 's', '${stores.admin.personId}');
      insert into public.webhook_deliveries (organisation_id, webhook_id, event, body)
        values ('${stores.organisationId}', '${String(hook?.['id'])}', 'task.create', '{}')`);
    expect(await isAnythingDue()).toBe(true);
    await stores.exec('update public.webhooks set enabled = false');
    expect(await isAnythingDue()).toBe(false);
  });
});
