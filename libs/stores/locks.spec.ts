import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgrestBackend } from '../storage/supabase/testing/backend.ts';
import { PRODUCT_MIGRATIONS } from '../storage/supabase/testing/index.ts';
import { whyNoBinaries } from '../storage/supabase/testing/local/binaries.ts';
import type { Step } from './steps.ts';
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

  onPostgres(
    'nor when two are made parts of each other at once: one is',
    async () => {
      const [one, other] = [await made('task.create', { title: 'One' }), await made('task.create', { title: 'Other' })];
      const parts = [
        { id: one, parentId: other },
        { id: other, parentId: one },
      ].map((args) => act('task.update', args));
      const all = Array.from({ length: TIMES }, (_, n) => commit(...parts.slice(n % 2, (n % 2) + 1)));
      const results = await Promise.allSettled(all);
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
      const rows = await stores.rows(
        `select from public.tasks where id in ('${one}', '${other}') and parent_id is not null`,
      );
      expect(rows).toHaveLength(1);
    },
    LONGEST_MS,
  );

  /** What somebody says in a chat, stored and carried out. */
  async function saidIn(chat: string, step: Step) {
    const message = { source: 'rest' as const, sourceId: randomUUID(), chat, text: 'words', sentAt: new Date() };
    const from = { personId: stores.admin.personId };
    const { id: messageId } = await stores.inbox.accept(stores.organisationId, { message, from });
    const context = { actor: stores.admin, source: 'rest' as const, chat, messageId };
    return stores.ledger.commit({ context, steps: [step], owner: stores.inbox.owner });
  }

  const task = (title: string): Step => ({ command: 'task.create', op: 'task.create', args: { title } });
  const question: Step = { outcome: { kind: 'asked', command: 'task.create', question: 'missing' } };

  /** As another message of the chat does that is not at its end yet: `meanwhile` runs while it holds what the chat was about. */
  async function whileWritten(chat: string, meanwhile: () => Promise<unknown>): Promise<void> {
    await stores.exec(`begin; update public.conversations set updated_at = now() where chat = '${chat}'`);
    try {
      await meanwhile();
    } finally {
      await stores.exec('commit');
    }
  }

  const conversation = async (chat: string) =>
    (await stores.rows(`select last ->> 'title' as last, pending from public.conversations where chat = '${chat}'`))[0];

  async function untilSomebodyWaits(): Promise<void> {
    while ((await stores.rows('select from pg_locks where not granted')).length === 0)
      await new Promise((resolve) => setImmediate(resolve));
  }

  onPostgres(
    'nor over what their chat was last about, said at the same time',
    async () => {
      await saidIn('busy', task('Before'));
      await whileWritten('busy', () => saidIn('busy', task('Meanwhile')));
      expect(await conversation('busy')).toEqual({ last: 'Before', pending: null });
      await saidIn('busy', task('After'));
      expect(await conversation('busy')).toEqual({ last: 'After', pending: null });
    },
    LONGEST_MS,
  );

  onPostgres(
    'but wait to ask a question, and to answer one',
    async () => {
      await saidIn('asking', task('Before'));
      let asked: Promise<unknown> | undefined;
      await whileWritten('asking', async () => {
        asked = saidIn('asking', question);
        await untilSomebodyWaits();
      });
      await asked;
      expect(await conversation('asking')).toMatchObject({ last: 'Before', pending: { kind: 'asked' } });
      let answered: Promise<unknown> | undefined;
      await whileWritten('asking', async () => {
        answered = saidIn('asking', task('Answer'));
        await untilSomebodyWaits();
      });
      await answered;
      expect(await conversation('asking')).toEqual({ last: 'Answer', pending: null });
    },
    LONGEST_MS,
  );
});
