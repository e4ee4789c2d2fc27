import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestBackend } from '../../libs/storage/supabase/testing/index.ts';
import { Directory, Inbox, Ledger, Organisation, Outbox, People, Signals } from '../../libs/stores/index.ts';
import { type Product, startProduct } from '../product.ts';

const MANY = 60;
/** Well before the leases of the dead process are over, which are of 30 s. */
const WITHIN_MS = 20_000;

let product: Product;

/** A process of the embedded kind took much, and died; nobody else can have it. */
beforeAll(async () => {
  const backend = await openTestBackend();
  const { client } = backend;
  const people = new People(client, new Directory(client));
  const { organisationId, adminId } = await new Organisation(people).founding();
  const dead = new Inbox(client, new Signals());
  const ledger = new Ledger(client, new Signals());
  const accept = (n: number, source: 'rest' | 'telegram') =>
    dead.accept(organisationId, {
      message: { source, sourceId: `${source}:${n}`, chat: String(n), text: `/newtask Left ${n}`, sentAt: new Date() },
      from: { personId: adminId },
    });
  for (let n = 0; n < MANY; n += 1) {
    await accept(n, 'rest');
    const { id: messageId } = await accept(n, 'telegram');
    const actor = {
      organisationId,
      personId: adminId,
      name: 'A',
      role: 'admin',
      timeZone: 'UTC',
      language: 'en',
    } as const;
    await ledger.commit({
      context: { actor, source: 'telegram', chat: String(n), messageId },
      steps: [{ command: 'task.create', op: 'task.create', args: { title: `Said ${n}` } }],
      owner: dead.owner,
      reply: { channel: 'telegram', chat: String(n), language: 'en', timeZone: 'UTC' },
    });
  }
  await new Outbox(client).claim(organisationId, MANY);
  product = await startProduct({ backend });
});
afterAll(() => product.close());

it('takes over at once all that a dead process had begun, however much it was', async () => {
  const pending = async (table: string) =>
    (await product.backend.client.from(table).select('id').eq('status', 'pending')).data?.length;
  const end = performance.now() + WITHIN_MS;
  let left = [await pending('messages'), await pending('outbox')];
  while (left.some((count) => count !== 0) && performance.now() < end) {
    left = [await pending('messages'), await pending('outbox')];
  }
  expect(left).toEqual([0, 0]);
});
