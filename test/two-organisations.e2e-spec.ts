import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, boolean, constant, constantFrom, nat, oneof, option, record } from 'fast-check';
import { dataOf } from '../libs/storage/supabase/index.ts';
import { apiDocument } from '../apps/server/src/admin/api-document.ts';
import { eventually } from './eventually.ts';
import { ADMIN_KEY, type Answered, itemsIn, type Json, type Product, startProduct } from './product.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 15);
/** The same actions each time; another seed tries others. */
const SEED = Number(process.env['PROPERTY_SEED'] ?? 5);

/** One organisation, served by a deployment of its own on the same database as the other's. */
interface House {
  readonly product: Product;
  readonly organisationId: string;
  readonly mark: string;
  readonly ids: Set<string>;
  /** How many tasks it has made. */
  tasks: number;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
}

let ours: House;
let theirs: House;

beforeAll(async () => {
  const product = await startProduct({ environment: { ALLOW_EMBEDDED: 'true' } });
  const { backend } = product;
  const first = dataOf<{ id: string }[]>(await backend.client.from('organisations').select('id'));
  const founding = { organisationId: randomUUID(), adminId: randomUUID() };
  const organisations = [{ id: founding.organisationId, name: 'Theirs', created_at: '2099-01-01T00:00:00Z' }];
  dataOf(await backend.client.from('organisations').insert(organisations));
  const admin = { id: founding.adminId, organisation_id: founding.organisationId, name: 'Admin bravo', role: 'admin' };
  dataOf(await backend.client.from('people').insert([admin]));
  const other = await startProduct({
    backend,
    founding,
    environment: { ADMIN_API_KEY: 'the-key-of-the-others-admin' },
  });
  ours = house(product, first[0]?.id ?? '', 'alfa', ADMIN_KEY);
  theirs = house(other, founding.organisationId, 'bravo', 'the-key-of-the-others-admin');
});
afterAll(async () => {
  await theirs.product.close();
  await ours.product.close();
});

function house(product: Product, organisationId: string, mark: string, key: string): House {
  const headers = { authorization: `Bearer ${key}` };
  return {
    product,
    organisationId,
    mark,
    ids: new Set<string>([organisationId]),
    tasks: 0,
    ask: (method, path, body, more) => product.ask(method, path, body, { ...headers, ...more }),
  };
}

const otherOf = (one: House): House => (one === ours ? theirs : ours);

/** Nothing of the other house is in what one house was told. */
function expectClean(one: House, answer: Answered): void {
  const text = JSON.stringify([answer.body, ...answer.headers.entries()]);
  const other = otherOf(one);
  expect(text.toLowerCase()).not.toContain(other.mark);
  for (const id of other.ids) expect(text).not.toContain(id);
}

/** Everything with an id in an answer belongs to whom it was given. */
function remember(one: House, value: unknown): void {
  if (Array.isArray(value)) for (const each of value) remember(one, each);
  else if (typeof value === 'object' && value !== null) {
    const { id } = value as Json; // any object
    if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) one.ids.add(id);
    for (const each of Object.values(value)) remember(one, each);
  }
}

async function act(one: House, method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  const answer = await one.ask(method, path, body, headers);
  if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  expectClean(one, answer);
  remember(one, answer.body);
  return answer;
}

/** The same words in both houses, but for the mark; the same keys, numbers and names, so that they could be mixed up. */
const WORDS = [
  (mark: string, n: number) => `add rope ${mark} ${n} to the shopping list`,
  (mark: string, n: number) => `/newtask check pump ${mark} ${n} @joel`,
  (mark: string, n: number) => `remind me to call ${mark} ${n} tomorrow at 5pm`,
  (mark: string, n: number) => `Site Crockett: pressure ${n} psi, gate ${mark} open`,
  () => 'show tasks',
  () => "what's on the shopping list?",
  () => 'lists',
  () => '/handoff',
  () => 'done #1',
  () => 'delete the pump task',
  () => 'yes',
  () => 'undo',
  () => '/explain',
  (mark: string) => `find the pump ${mark === 'alfa' ? 'bravo' : 'alfa'}`.replace(/alfa|bravo/, 'check'),
] as const;

const action = record({
  who: boolean(),
  what: oneof(
    record({ kind: constant('say' as const), words: nat(WORDS.length - 1), n: nat(3) }),
    record({ kind: constant('task' as const), n: nat(3), key: option(nat(2)) }),
    record({
      kind: constant('read' as const),
      path: nat(40),
      q: constantFrom('pump', 'alfa', 'bravo', 'rope'),
    }),
    record({ kind: constant('update' as const), n: nat(5) }),
  ),
});

/** Every address that is only read, and names no record. */
function readable(): string[] {
  const { paths } = apiDocument(ours.product.app);
  return Object.entries(paths)
    .filter(([path, { get }]) => get && !path.includes('{') && path.startsWith('/v1'))
    .map(([path]) => path);
}

describe('two organisations in one database', () => {
  it('never see a word, an id or a number of each other, whatever is said, done and read', async () => {
    const paths = readable();
    expect(paths.length).toBeGreaterThan(8);
    // each of them once, so that there is something of every kind to be seen
    for (const one of [ours, theirs]) {
      await act(one, 'POST', '/webhook', update(one, 0));
      for (const words of WORDS) await act(one, 'POST', '/v1/messages', { text: words(one.mark, 0) });
    }
    await assert(
      asyncProperty(array(action, { minLength: 3, maxLength: 12 }), async (actions) => {
        for (const { who, what } of actions) {
          const one = who ? ours : theirs;
          switch (what.kind) {
            case 'say':
              await act(one, 'POST', '/v1/messages', { text: WORDS[what.words]?.(one.mark, what.n) ?? 'lists' });
              break;
            case 'task': {
              const headers: Record<string, string> =
                what.key === null ? {} : { 'idempotency-key': `same-${what.key}` };
              await act(one, 'POST', '/v1/tasks', { title: `Weld ${one.mark} ${what.n}` }, headers);
              break;
            }
            case 'update':
              await act(one, 'POST', '/webhook', update(one, what.n));
              break;
            case 'read':
              await act(one, 'GET', `${paths[what.path % paths.length]}?limit=200&q=${what.q}`);
              await act(one, 'GET', `${paths[what.path % paths.length]}`);
          }
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    for (const one of [ours, theirs]) for (const path of paths) await act(one, 'GET', path);
    await expectRowsClean();
  }, 300_000);

  it('count only their own', async () => {
    for (const one of [ours, theirs]) {
      const { body } = await act(one, 'GET', '/v1/tasks?limit=200');
      const { count } = await one.product.backend.client
        .from('tasks')
        .select('*', { count: 'exact', head: true })
        .eq('organisation_id', one.organisationId)
        .is('deleted_at', null);
      expect(itemsIn(body).length).toBe(Math.min(count ?? 0, 200));
    }
  });

  it('are not there for each other: a foreign id is 404 in every route, and in every field', async () => {
    const foreign = await belongings(theirs);
    const { paths } = apiDocument(ours.product.app);
    const wrong: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.startsWith('/v1') || !path.includes('{')) continue;
      for (const method of ['get', 'post', 'patch', 'put', 'delete'] as const) {
        const operation = methods[method];
        if (!operation) continue;
        for (const id of foreign) {
          const filled = path.replaceAll(/\{[^}]+\}/g, id);
          const answer = await ours.ask(
            method.toUpperCase(),
            filled,
            method === 'get' || method === 'delete' ? undefined : bodyOf(path),
          );
          expectClean(ours, { ...answer, body: { ...answer.body, instance: undefined } });
          if (answer.status < 400 || answer.status >= 500 || ![404, 400, 415, 422].includes(answer.status))
            wrong.push(`${method} ${filled}: ${answer.status}`);
          if (method === 'get' && answer.status !== 404) wrong.push(`${method} ${filled}: ${answer.status}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  it('cannot be pointed at: people, places and tasks of others are not found', async () => {
    const [person, site, task] = [
      itemsIn((await act(theirs, 'GET', '/v1/people')).body)[0]?.['id'],
      (await act(theirs, 'POST', '/v1/sites', { name: `Place ${randomUUID()} bravo` })).body['id'],
      (await act(theirs, 'POST', '/v1/tasks', { title: 'Weld bravo' })).body['id'],
    ];
    const own = (await act(ours, 'POST', '/v1/tasks', { title: 'Weld alfa' })).body['id'];
    const asked: [string, string, Json][] = [
      ['POST', '/v1/tasks', { title: 'x alfa', assigneeIds: [person] }],
      ['POST', '/v1/tasks', { title: 'x alfa', siteId: site }],
      ['POST', '/v1/tasks', { title: 'x alfa', parentId: task }],
      ['PATCH', `/v1/tasks/${own}`, { siteId: site }],
      ['PATCH', `/v1/tasks/${own}`, { assigneeIds: [person] }],
      ['POST', '/v1/reminders', { title: 'x alfa', due: '2030-01-01T00:00:00Z', personIds: [person] }],
      ['POST', '/v1/keys', { name: 'x alfa', personId: person }],
      ['POST', '/v1/people', { name: 'x alfa', siteIds: [site] }],
    ];
    for (const [method, path, body] of asked) {
      const { status } = await ours.ask(method, path, body);
      expect([path, body, status]).toEqual([path, body, 404]);
    }
    for (const filter of [`/v1/tasks?site=${site}`, `/v1/tasks?assignee=${person}`, `/v1/messages?person=${person}`])
      expect(itemsIn((await ours.ask('GET', filter)).body)).toEqual([]);
  });

  it('are answered each, when the same album comes to both', async () => {
    const album = { ...update(ours, 0), update_id: 900 };
    for (const one of [ours, theirs]) {
      const message = { ...(update(one, 9)['message'] as Json), message_id: 900, media_group_id: '77' };
      expect((await one.ask('POST', '/webhook', { ...album, message })).status).toBe(200);
      await eventually(async () => {
        const { client } = one.product.backend;
        const rows = client
          .from('outbox')
          .select('id')
          .eq('organisation_id', one.organisationId)
          .like('dedupe', 'album:%');
        return dataOf<Json[]>(await rows).length === 1;
      });
    }
  });

  it('do not take each other’s keys', async () => {
    const { body } = await theirs.ask('POST', '/v1/keys', { name: 'k bravo' });
    const headers = { authorization: `Bearer ${body['key']}` };
    expect((await theirs.product.ask('GET', '/v1/tasks', undefined, headers)).status).toBe(200);
    expect((await ours.product.ask('GET', '/v1/tasks', undefined, headers)).status).toBe(401);
  });
});

function update(one: House, n: number): Json {
  return {
    update_id: 100 + n,
    message: {
      message_id: 100 + n,
      date: 1_795_000_000,
      chat: { id: 4242, type: 'private', first_name: `Pat ${one.mark}` },
      from: { id: 4242, is_bot: false, first_name: `Pat ${one.mark}` },
      text: `add wire ${one.mark} ${n} to the shopping list`,
    },
  };
}

/** Ids of one record of each kind a house has. */
async function belongings(one: House): Promise<string[]> {
  const { paths } = apiDocument(one.product.app);
  const found: string[] = [];
  for (const path of Object.keys(paths).filter((name) => !name.includes('{') && name.startsWith('/v1'))) {
    const [first] = itemsIn((await one.ask('GET', path)).body);
    if (typeof first?.['id'] === 'string') found.push(first['id']);
  }
  expect(found.length).toBeGreaterThan(4);
  return found;
}

/** Something the route would take, as far as it goes: what is refused for its form proves nothing. */
function bodyOf(path: string): unknown {
  if (path.endsWith('/items')) return { items: [{ text: 'x' }] };
  if (path.includes('/items/')) return { checked: true };
  if (path.endsWith('/snooze')) return { due: '2030-01-01T00:00:00Z' };
  return path.includes('/lists') || path.includes('/people') || path.includes('/sites')
    ? { name: 'x' }
    : { title: 'x' };
}

/** In the database, no row of one organisation holds a word of the other: outbox, audit, conversations and all the rest. */
async function expectRowsClean(): Promise<void> {
  const { client } = ours.product.backend;
  for (const table of [
    'messages',
    'outbox',
    'audit',
    'conversations',
    'tasks',
    'lists',
    'list_items',
    'reminders',
    'reports',
    'chats',
    'identities',
    'people',
  ])
    for (const one of [ours, theirs]) {
      const rows = dataOf<Json[]>(
        await client.from(table).select('*').eq('organisation_id', one.organisationId).limit(1000),
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows).toLowerCase()).not.toContain(otherOf(one).mark);
    }
}
