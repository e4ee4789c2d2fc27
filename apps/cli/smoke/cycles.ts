import { randomUUID } from 'node:crypto';
import { type Check, statusOf } from './check.ts';
import { type Answer, json, type Site } from './site.ts';

const TITLE = 'FLRTS smoke test, to be deleted';
const FAR = '2099-12-31T12:00:00Z';

/** A reminder that was cancelled stays, to be seen and not to be said. */
const CANCELLED = { word: 'cancelled', in: (answer: Answer) => json(answer)['status'] === 'cancelled' };

interface Kind {
  readonly path: string;
  readonly create: object;
  readonly change: object;
}

const KINDS: readonly Kind[] = [
  { path: '/v1/tasks', create: { title: TITLE }, change: { priority: 'high' } },
  { path: '/v1/lists', create: { name: TITLE }, change: { name: `${TITLE} soon` } },
  { path: '/v1/reminders', create: { title: TITLE, due: FAR }, change: { title: `${TITLE} soon` } },
];

/** Records are made, changed, done and taken away again; what is made is taken away whatever happens. */
export async function* cycles(site: Site): AsyncGenerator<Check> {
  for (const kind of KINDS) yield* cycle(site, kind);
  yield* words(site);
}

async function* cycle(site: Site, { path, create, change }: Kind): AsyncGenerator<Check> {
  const headers = { 'idempotency-key': randomUUID() };
  const made = await site.ask('POST', path, { body: create, headers });
  yield statusOf(`POST ${path}`, made, [201]);
  const id = json(made)['id'];
  if (typeof id !== 'string') return;
  const address = `${path}/${id}`;
  try {
    const again = await site.ask('POST', path, { body: create, headers });
    yield statusOf(`POST ${path} again`, again, [200, 201], { word: 'the same', in: (a) => json(a)['id'] === id });
    yield statusOf(`GET ${path}/{id}`, await site.ask('GET', address), [200]);
    yield statusOf(`PATCH ${path}/{id}`, await site.ask('PATCH', address, { body: change }), [200]);
    if (path === '/v1/tasks') {
      yield statusOf(`POST ${path}/{id}/complete`, await site.ask('POST', `${address}/complete`), [200]);
      yield statusOf(`POST ${path}/{id}/reopen`, await site.ask('POST', `${address}/reopen`), [200]);
    }
    if (path === '/v1/lists') {
      const items = await site.ask('POST', `${address}/items`, { body: { items: [{ text: 'one' }, { text: 'two' }] } });
      yield statusOf(`POST ${path}/{id}/items`, items, [200, 201]);
    }
  } finally {
    yield statusOf(`DELETE ${path}/{id}`, await site.ask('DELETE', address), [200, 204]);
  }
  const after = await site.ask('GET', address);
  if (path !== '/v1/reminders') yield statusOf(`GET ${path}/{id} when it is gone`, after, [404]);
  else yield statusOf(`GET ${path}/{id} when it is cancelled`, after, [200], CANCELLED);
}

/** The way people go: said in words, carried out, answered; and taken back in words. */
async function* words(site: Site): AsyncGenerator<Check> {
  const say = (text: string) =>
    site.ask('POST', '/v1/messages', { body: { text }, headers: { 'idempotency-key': randomUUID() } });
  const said = await say(`/newtask ${TITLE}`);
  const task = taskIn(said);
  yield statusOf('a message becomes a task', said, [200, 201], { word: 'a task', in: () => task !== undefined });
  if (task === undefined) return;
  const undone = await say('undo');
  yield statusOf('"undo" takes it back', undone, [200, 201]);
  const after = await site.ask('GET', `/v1/tasks/${task}`);
  yield statusOf('and it is gone', after, [404]);
  if (after.status === 200) await site.ask('DELETE', `/v1/tasks/${task}`);
}

function taskIn(answer: Answer): string | undefined {
  const [, id] = /"task":\{[^{}]*?"id":"([0-9a-f-]{36})"/.exec(answer.text) ?? [];
  return id;
}
