import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgrestBackend } from '../storage/supabase/testing/backend.ts';
import { PRODUCT_MIGRATIONS } from '../storage/supabase/testing/index.ts';
import { whyNoBinaries } from '../storage/supabase/testing/local/binaries.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

const TIMES = 24;
const LONGEST_MS = 120_000;
const why = whyNoBinaries();
const onPostgres = why ? it.skip : it;

interface OneStep {
  readonly command: string;
  readonly op: string;
  readonly args: object;
}

const act = (op: string, args: object): OneStep => ({ command: op, op, args });

/** In this process transactions follow one another; only on a server can two wait for each other. */
describe(`messages that touch the same records, on PostgreSQL${why ? ` (skipped: ${why})` : ''}`, () => {
  let stores: TestStores;
  beforeAll(async () => {
    if (why) return;
    const { exec, query, close, ...backend } = await postgrestBackend(PRODUCT_MIGRATIONS);
    const client = backend.client('service_role');
    stores = await openTestStores({ client, query, close, exec: async (script) => void (await exec(script)) });
  }, LONGEST_MS);
  afterAll(() => stores?.close());

  /** Past `rpc`, which would go again after a deadlock. */
  async function commit(...steps: OneStep[]) {
    const { organisationId, personId, role } = stores.admin;
    const context = { organisationId, personId, role, source: 'api', chat: 'locks' };
    const { data, error } = await stores.client.rpc('commit_steps', { p: { context, steps } });
    if (error) throw new Error(`${error.code} ${error.message}`);
    return (data as { outcomes: { kind: string; subject: Record<string, unknown> }[] }).outcomes; // what the function answers
  }

  async function made(op: string, args: object): Promise<string> {
    const [outcome] = await commit(act(op, args));
    if (!outcome) throw new Error(`${op} came to nothing`);
    return (outcome.subject[op.split('.')[0] ?? ''] as { id: string }).id; // as every record has one
  }

  /** The same steps from both ends, at once and many times. */
  async function fromBothEnds(steps: () => OneStep[]): Promise<string[]> {
    const all = Array.from({ length: TIMES }, (_, n) => commit(...(n % 2 ? steps() : steps().toReversed())));
    const results = await Promise.allSettled(all);
    return results.flatMap((one) =>
      one.status === 'rejected' ? String(one.reason) : one.value.map(({ kind }) => kind),
    );
  }

  onPostgres(
    'never wait for each other over tasks, in whatever order they name them',
    async () => {
      const ids: string[] = [];
      for (let n = 0; n < 6; n += 1) ids.push(await made('task.create', { title: `Task ${n}` }));
      const kinds = await fromBothEnds(() => ids.map((id) => act('task.note', { id, notes: 'seen' })));
      expect([...new Set(kinds)]).toEqual(['changed']);
    },
    LONGEST_MS,
  );

  onPostgres(
    'nor over lists by name, there already or new, beside tasks and reminders',
    async () => {
      const due = '2030-01-01T10:00:00Z';
      const personIds = [stores.admin.personId];
      const task = await made('task.create', { title: 'One' });
      const reminder = await made('reminder.create', { title: 'Two', due, timeZone: 'UTC', personIds });
      for (const name of ['Truck', 'Shop', 'Office', 'Yard']) await made('list.create', { name });
      const put = (name: string) => act('list.add', { name, items: [{ text: randomUUID() }] });
      const kinds = await fromBothEnds(() => [
        put('Truck'),
        act('task.note', { id: task, notes: 'seen' }),
        put('Shop'),
        put(randomUUID()),
        put('Office'),
        act('reminder.update', { id: reminder, due }),
        put('Yard'),
      ]);
      expect([...new Set(kinds)]).toEqual(['changed']);
    },
    LONGEST_MS,
  );

  onPostgres(
    'nor when a task goes with its subtasks while these are worked on',
    async () => {
      const children: string[] = [];
      const parent = await made('task.create', { title: 'Parent' });
      for (let n = 0; n < 5; n += 1) children.push(await made('task.create', { title: `${n}`, parentId: parent }));
      const notes = () => [...children, parent].map((id) => act('task.note', { id, notes: 'seen' }));
      const results = await Promise.allSettled([
        ...Array.from({ length: TIMES }, () => commit(...notes())),
        commit(act('task.delete', { id: parent })),
      ]);
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    },
    LONGEST_MS,
  );
});
