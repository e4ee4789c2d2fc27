import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clearing } from '#media';
import { R2 } from '#storage/r2';
import { LettingGo } from '../libs/delivery/letting-go.ts';
import { MediaSweep } from '../libs/delivery/media-sweep.ts';
import { dataOf } from '../libs/storage/supabase/index.ts';
import { Archives, TABLES } from '../libs/stores/index.ts';
import { eventually } from './eventually.ts';
import { itemsIn, type Json, type Product, rest, startProduct } from './product.ts';
import { quietNow } from './quiet.ts';

let product: Product;
const ids: Record<string, string> = {};
const keys: Record<string, string> = {};

beforeAll(async () => {
  product = await startProduct();
  await rest(product, LettingGo, MediaSweep);
  for (const name of ['Crockett', 'Pecos'])
    ids[name] = String((await product.ask('POST', '/v1/sites', { name })).body['id']);
  for (const [name, role, at] of [
    ['olga', 'operator', undefined],
    ['mia', 'manager', undefined],
    ['max', 'manager', 'Crockett'],
  ] as const) {
    const person = { name, role, siteIds: at ? [ids[at]] : [] };
    ids[name] = String((await product.ask('POST', '/v1/people', person)).body['id']);
    keys[name] = String((await product.ask('POST', '/v1/keys', { name, personId: ids[name] })).body['key']);
  }
});
afterAll(() => product.close());

const as = (who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  product.ask(method, path, body, who === 'admin' ? headers : { ...headers, authorization: `Bearer ${keys[who]}` });
const say = async (text: string, who = 'admin'): Promise<Json> =>
  (await as(who, 'POST', '/v1/messages', { text })).body;
const subject = (said: Json, kind: string): Json => {
  const { subject: about } = itemsIn(said, 'outcomes')[0] ?? {};
  if (typeof about !== 'object' || about === null) throw new Error(JSON.stringify(said));
  return Reflect.get(about, kind) as Json; // a subject carries its record under the name of its kind
};

describe('the audit', () => {
  it('leads from a record to who changed it, from what to what, and to the words it came from', async () => {
    const said = await say('/newtask Grease the winch', 'olga');
    const task = subject(said, 'task');
    await as('mia', 'PATCH', `/v1/tasks/${task['id']}`, { priority: 'high' });
    const { body } = await as('mia', 'GET', `/v1/audit?entity=task&entityId=${task['id']}`);
    expect(itemsIn(body)).toMatchObject([
      {
        command: 'task.update',
        person: { id: ids['mia'] },
        before: { task: { priority: 'normal' } },
        after: { subject: { task: { priority: 'high' } } },
        source: { source: 'api', messageId: null },
        rail: null,
      },
      {
        command: 'task.create',
        person: { id: ids['olga'] },
        before: null,
        source: { source: 'rest', messageId: said['id'] },
        rail: 'syntax',
        confidence: 1,
        model: null,
        tokens: null,
      },
    ]);
    const message = await as('mia', 'GET', `/v1/messages/${said['id']}`);
    expect(message.body['text']).toBe('/newtask Grease the winch');
  });

  it('notes who read what others said, and tells no webhook of it', async () => {
    const said = await say('/newtask Grease the hoist', 'olga');
    await say('/newtask Oil the hoist', 'mia');
    await as('admin', 'POST', '/v1/webhooks', { url: 'http://127.0.0.1:9/readings', events: ['*'] });
    const told = await product.count('webhook_deliveries');
    const noted = async (who: string, path: string) => {
      const before = await product.count('audit');
      expect((await as(who, 'GET', path)).status).toBe(200);
      return (await product.count('audit')) - before;
    };
    const readings = [
      await noted('mia', `/v1/messages/${said['id']}`),
      await noted('mia', '/v1/messages?limit=200'),
      await noted('olga', '/v1/messages?limit=200'),
      await noted('admin', '/v1/messages?person=me'),
      await noted('admin', '/v1/export?media=without'),
    ];
    expect(readings).toEqual([1, 1, 0, 0, 1]);
    const { body } = await as('admin', 'GET', '/v1/audit?limit=3');
    expect(itemsIn(body)).toMatchObject([
      { command: 'everything.export', person: { name: 'Admin' } },
      { command: 'message.show', person: { id: ids['mia'] } },
      { command: 'message.show', entityId: said['id'], after: { people: [ids['olga']], messages: [said['id']] } },
    ]);
    expect(JSON.stringify(body)).not.toContain('hoist');
    expect(await product.count('webhook_deliveries')).toBe(told);
  });

  it('leads to the request as well, when that had an Idempotency-Key', async () => {
    const made = await as('mia', 'POST', '/v1/tasks', { title: 'By a program' }, { 'idempotency-key': 'audit-1' });
    const { messageId } = made.body['source'] as { messageId: string };
    const message = await as('mia', 'GET', `/v1/messages/${messageId}`);
    expect([message.status, message.body['source']]).toEqual([200, 'api']);
  });

  it('is read by managers and admins, of their sites, by person and by time, in pages', async () => {
    await as('mia', 'POST', '/v1/tasks', { title: 'Hidden from max', siteId: ids['Pecos'] });
    expect((await as('olga', 'GET', '/v1/audit')).status).toBe(403);
    expect(JSON.stringify((await as('max', 'GET', '/v1/audit?limit=200')).body)).not.toContain('Hidden from max');
    const byOlga = itemsIn((await as('mia', 'GET', `/v1/audit?personId=${ids['olga']}`)).body);
    expect(new Set(byOlga.map(({ person }) => (person as Json)['id']))).toEqual(new Set([ids['olga']]));
    expect(itemsIn((await as('mia', 'GET', '/v1/audit?to=2020-01-01T00:00:00Z')).body)).toEqual([]);
    expect(itemsIn((await as('mia', 'GET', '/v1/audit?from=2020-01-01T00:00:00Z')).body)).not.toEqual([]);
    const first = await as('mia', 'GET', '/v1/audit?limit=3');
    await as('mia', 'POST', '/v1/tasks', { title: 'In between' });
    const second = await as('mia', 'GET', `/v1/audit?limit=3&cursor=${String(first.body['nextCursor'])}`);
    const seen = [first, second].flatMap(({ body }) => itemsIn(body).map(({ id }) => Number(id)));
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect(seen).toHaveLength(6);
  });

  it('cannot be changed by anybody, not even by the owner of the database, but for purging', async () => {
    const { client } = product.backend;
    expect((await client.from('audit').update({ command: 'x' }).gt('id', 0)).error?.code).toBe('42501');
    expect((await client.from('audit').delete().gt('id', 0)).error?.code).toBe('42501');
  });
});

/** All there is, in every column of every table. */
async function everything(): Promise<string> {
  const rows = await Promise.all(
    TABLES.map(async (table) => [
      table,
      dataOf<Json[]>(await product.backend.client.from(table).select('*').limit(5000)),
    ]),
  );
  return JSON.stringify(rows).toLowerCase();
}

describe('a purge', () => {
  const purge = (entity: string, id: unknown) =>
    as('admin', 'POST', '/v1/purges', { entity, id, reason: 'asked to be forgotten' });

  it('of a task leaves no word of it or its subtasks anywhere, and says who did it, when and why', async () => {
    const said = await say('/newtask Xylophone repair for Zebediah');
    const task = subject(said, 'task');
    await as('admin', 'POST', '/v1/tasks', {
      title: 'Quixotic mallets',
      parentId: task['id'],
      notes: 'Wolframite tips',
    });
    await as('admin', 'PATCH', `/v1/tasks/${task['id']}`, { title: 'Xylophone overhaul for Zebediah' });
    await as('admin', 'PATCH', `/v1/tasks/${task['id']}`, { title: 'Vibraphone instead' }, { 'idempotency-key': 'p1' });
    await say('show tasks');
    await say(`delete the vibraphone task`);
    const kept = subject(await say('/newtask Something that stays'), 'task');
    expect(await everything()).toContain('zebediah');
    const { status, body } = await purge('task', task['id']);
    expect([status, body]).toMatchObject([
      201,
      {
        entity: 'task',
        entityId: task['id'],
        ref: task['ref'],
        reason: 'asked to be forgotten',
        person: { name: 'Admin' },
      },
    ]);
    expect(body['doneAt']).not.toBeNull();
    const left = await everything();
    for (const word of ['xylophone', 'zebediah', 'quixotic', 'wolframite', 'vibraphone'])
      expect(left).not.toContain(word);
    expect(left).toContain('something that stays');
    expect((await as('admin', 'GET', `/v1/tasks/${task['id']}`)).status).toBe(404);
    expect((await as('admin', 'GET', `/v1/tasks/${kept['id']}`)).status).toBe(200);
    expect((await as('admin', 'GET', '/v1/messages?limit=200')).status).toBe(200);
    const entries = itemsIn((await as('admin', 'GET', `/v1/audit?entityId=${task['id']}`)).body);
    expect(entries[0]).toMatchObject({ command: 'record.purge', after: { reason: 'asked to be forgotten' } });
    expect(entries.length).toBeGreaterThan(2);
    expect(itemsIn((await as('mia', 'GET', '/v1/purges')).body)).toMatchObject([{ id: body['id'] }]);
  });

  it.each([
    ['list', 'list', 'add plutonium spanner to the kryptonite list'],
    ['reminder', 'reminder', 'remind me to call Ozymandias tomorrow at 5pm'],
    ['report', 'report', 'Site Crockett: manganese seepage at the culvert, pressure 30 psi'],
  ])('of a %s leaves no word of it', async (entity, kind, words) => {
    const said = await say(words);
    const record = subject(said, kind);
    await say(`what's on the kryptonite list?`);
    const { status } = await purge(entity, record['id']);
    expect(status).toBe(201);
    const left = await everything();
    for (const word of ['plutonium', 'ozymandias', 'manganese', 'seepage'])
      expect(words.toLowerCase().includes(word) && left.includes(word)).toBe(false);
  });

  it('of a message that nobody understood leaves none of its words', async () => {
    const said = await say('blatherskite hornswoggle the widdershins');
    await say('find taradiddle');
    expect(await everything()).toContain('hornswoggle');
    expect((await purge('message', said['id'])).status).toBe(201);
    expect(await everything()).not.toContain('hornswoggle');
  });

  it('of a message leaves what it made', async () => {
    const said = await say('/newtask Paint the hatch because Thaddeus said so');
    const task = subject(said, 'task');
    expect((await purge('message', said['id'])).status).toBe(201);
    expect((await as('admin', 'GET', `/v1/messages/${said['id']}`)).body).toMatchObject({ text: null, commands: [] });
    expect((await as('admin', 'GET', `/v1/tasks/${task['id']}`)).status).toBe(200);
  });

  it('of a person leaves no name, address or word of theirs, and their records as somebody’s who was removed', async () => {
    const { client } = product.backend;
    const person = {
      name: 'Zebulon Quagmire',
      aliases: ['quagmire', 'zeb'],
      role: 'operator',
      telegramId: '5550199001',
    };
    const { body: zeb } = await as('admin', 'POST', '/v1/people', person, { 'idempotency-key': 'zeb' });
    const { body: key } = await as('admin', 'POST', '/v1/keys', { name: 'Zebulon’s phone', personId: zeb['id'] });
    keys['zeb'] = String(key['key']);
    await as('admin', 'POST', '/v1/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['*'] });
    const task = subject(await say('/newtask Oil the marmoset hinges', 'zeb'), 'task');
    await say('gobbledygook about a wombat', 'zeb');
    for (const _ of ['made', 'there already']) await say('make a private list ocelot wishes: pangolin, numbat', 'zeb');
    await say('/newtask @quagmire grease the axle', 'mia');
    await say('ask Zebulon Quagmire about it', 'mia');
    await as('admin', 'PATCH', `/v1/people/${ids['olga']}`, quietNow());
    await as('zeb', 'POST', '/v1/tasks', { title: 'For olga', assigneeIds: [ids['olga']] });
    const org = dataOf<Json[]>(await client.from('organisations').select('id'))[0]?.['id'];
    const inChat = { organisation_id: org, source: 'telegram', chat: '5550199001', body: { text: 'an axolotl' } };
    const said = { ...inChat, external_id: '5550199001', sent_at: new Date().toISOString(), person_id: zeb['id'] };
    dataOf(
      await client.from('messages').insert([
        { ...said, source_id: '5550199001:1', status: 'parked', error: 'an axolotl', run_at: '2020-01-01T00:00:00Z' },
        { ...said, source_id: '5550199001:2', status: 'pending', error: null, run_at: '2999-01-01T00:00:00Z' },
      ]),
    );
    dataOf(
      await client
        .from('chats')
        .insert({ organisation_id: org, channel: 'telegram', chat: '5550199001', person_id: zeb['id'] }),
    );
    const to = { organisation_id: org, channel: 'telegram', chat: '5550199001', body: { outcomes: [] } };
    dataOf(await client.from('outbox').insert({ ...to, dedupe: 'to-zeb', run_at: '2999-01-01T00:00:00Z' }));
    const words = ['zebulon', 'quagmire', '5550199001', 'wombat', 'axolotl', 'ocelot', 'pangolin', 'numbat'];
    const before = await everything();
    expect(words.filter((word) => !before.includes(word))).toEqual([]);
    expect(await product.count('held')).toBeGreaterThan(0);

    expect((await purge('person', zeb['id'])).body).toMatchObject({ entity: 'person', doneAt: expect.any(String) });
    const left = await everything();
    expect(words.filter((word) => left.includes(word))).toEqual([]);
    const kept = (await as('admin', 'GET', `/v1/tasks/${task['id']}`)).body;
    expect(kept).toMatchObject({ title: 'Oil the marmoset hinges', createdBy: { id: zeb['id'], name: '(removed)' } });
    expect(left).toContain('grease the axle');
    expect((await as('zeb', 'GET', '/v1/tasks')).status).toBe(401);
    expect((await as('admin', 'GET', `/v1/people/${zeb['id']}`)).status).toBe(404);
    expect((await purge('person', zeb['id'])).status).toBe(404);
    expect((await as('admin', 'POST', '/v1/people', person)).status).toBe(201);
    for (const path of ['/v1/audit?limit=200', '/v1/messages?limit=200', '/v1/tasks?limit=200'])
      expect((await as('admin', 'GET', path)).status).toBe(200);
  });

  describe('of a person whom others named', () => {
    const named = async (name: string) => {
      const { body: person } = await as('admin', 'POST', '/v1/people', { name, aliases: [`${name.split(' ')[0]}y`] });
      await as('admin', 'POST', '/v1/people', { name: `${name.split(' ')[0]} Other` });
      const made = async (kind: string, body: Json) =>
        String((await as('mia', 'POST', `/v1/${kind}`, body)).body['id']);
      const full = { title: `Ask ${name} for the key`, notes: `not ${name.toLowerCase()}’s brother` };
      return {
        id: person['id'],
        ids: [
          await made('tasks', full),
          await made('lists', { name: `${name}'s tools`, items: [{ text: `glove of ${name}` }] }),
          await made('reminders', { title: `Call ${name}`, due: '2030-01-01T09:00:00Z' }),
          await made('reports', { text: `${name} found oil. temperature ${name} 72F` }),
          await made('templates', { name: `Round of ${name}`, questions: [{ text: `Is ${name} there?` }] }),
        ],
        secret: await made('lists', { name: `Mine and ${name}`, private: true, items: [{ text: name }] }),
        other: await made('tasks', { title: `Ask ${name.split(' ')[0]} Other for the key` }),
      };
    };
    const read = async (kind: string, id: unknown) =>
      JSON.stringify((await as('mia', 'GET', `/v1/${kind}/${id}`)).body);

    it('tells in which records, and leaves them to their readers', async () => {
      const { id, ids, secret, other } = await named('Ferdinand Umlauf');
      const { body } = await purge('person', id);
      expect(body).toMatchObject({ namesReplaced: false, doneAt: expect.any(String) });
      const told = itemsIn(body, 'namedIn').map((one) => one['id']);
      expect(told.toSorted()).toEqual(ids.toSorted());
      expect([told.includes(secret), told.includes(other)]).toEqual([false, false]);
      expect(await read('tasks', ids[0])).toContain('Ask Ferdinand Umlauf for the key');
    });

    it('replaces it when that is asked for, private lists and all, and nobody else’s name', async () => {
      const { id, ids, secret, other } = await named('Gottlob Umlaut');
      const { body } = await as('admin', 'POST', '/v1/purges', {
        entity: 'person',
        id,
        reason: 'r',
        replaceNames: true,
      });
      expect(body).toMatchObject({ namesReplaced: true });
      expect(itemsIn(body, 'namedIn').map((one) => one['id'])).toEqual(expect.arrayContaining(ids));
      const kinds = ['tasks', 'lists', 'reminders', 'reports', 'templates'];
      for (const [n, kind] of kinds.entries()) {
        const left = await read(kind, ids[n]);
        expect(left).toContain('(removed)');
        expect(left).not.toMatch(/umlaut/i);
      }
      expect(await read('lists', secret)).not.toMatch(/umlaut/i);
      expect(await read('tasks', other)).toContain('Ask Gottlob Other for the key');
      expect(await everything()).not.toContain('umlaut');
    });

    it('is not asked for of what has no name', async () => {
      const { body: task } = await as('mia', 'POST', '/v1/tasks', { title: 'x' });
      const what = { entity: 'task', id: task['id'], reason: 'r', replaceNames: true };
      expect((await as('admin', 'POST', '/v1/purges', what)).status).toBe(400);
      expect((await as('mia', 'GET', `/v1/tasks/${String(task['id'])}`)).status).toBe(200);
    });
  });

  it('of the only admin is refused', async () => {
    const [admin] = itemsIn((await as('admin', 'GET', '/v1/people')).body).filter(({ role }) => role === 'admin');
    expect((await purge('person', admin?.['id'])).status).toBe(409);
  });

  it('of a template leaves no word of it but in the reports it led to', async () => {
    await say('/template Kookaburra round: is the dingo well?, bandicoot pressure (psi)?');
    const [template] = itemsIn((await as('admin', 'GET', '/v1/templates')).body);
    await say('/checklist Kookaburra round');
    await say('yes');
    const words = ['kookaburra', 'dingo', 'bandicoot'];
    const before = await everything();
    expect(words.filter((word) => !before.includes(word))).toEqual([]);
    expect((await purge('template', template?.['id'])).status).toBe(201);
    const left = await everything();
    expect(words.filter((word) => left.includes(word))).toEqual([]);
  });

  it('of a file erases its bytes, takes it out of reports, and leaves the report', async () => {
    const upload = async (name: string, text: string): Promise<Json> =>
      (await as('admin', 'POST', `/v1/media?name=${name}`, text, { 'content-type': 'text/plain' })).body;
    const file = await upload('platypus-plan.txt', 'secret');
    const other = await upload('echidna.txt', 'other');
    const { body: report } = await as('admin', 'POST', '/v1/reports', { text: 'all fine' });
    const path = `/v1/reports/${report['id']}`;
    await as('admin', 'POST', `${path}/attachments`, { mediaId: file['id'], caption: 'a cassowary' });
    await as('admin', 'POST', `${path}/attachments`, { mediaId: other['id'] });
    const words = ['platypus', 'cassowary', String(file['sha256'])];
    const before = await everything();
    expect(words.filter((word) => !before.includes(word))).toEqual([]);
    const [{ key }] = dataOf<[{ key: string }]>(
      await product.backend.client.from('media').select('key').eq('id', file['id']),
    );
    const r2 = product.app.get(R2, { strict: false });
    expect(await r2.head(key)).toBeDefined();
    expect((await purge('media', file['id'])).status).toBe(201);
    const left = await everything();
    expect(words.filter((word) => left.includes(word))).toEqual([]);
    expect((await as('admin', 'GET', path)).body['attachments']).toMatchObject([{ mediaId: other['id'] }]);
    expect((await as('admin', 'GET', `/v1/media/${file['id']}`)).status).toBe(404);
    const organisationId = String(
      dataOf<Json[]>(await product.backend.client.from('organisations').select('id'))[0]?.['id'],
    );
    expect(await product.app.get(Clearing, { strict: false }).round(organisationId)).toMatchObject({ erased: 1 });
    expect(await r2.head(key)).toBeUndefined();
    expect(await product.count('erasures')).toBe(0);
    // and with its report the rest goes
    expect((await purge('report', report['id'])).status).toBe(201);
    expect((await as('admin', 'GET', `/v1/media/${other['id']}`)).status).toBe(404);
    expect(await everything()).not.toContain('echidna');
  });

  it('is refused to others, for nothing, for what is not there and twice', async () => {
    const { id } = subject(await say('/newtask Purge me'), 'task');
    expect((await as('mia', 'POST', '/v1/purges', { entity: 'task', id, reason: 'x' })).status).toBe(403);
    expect((await as('admin', 'POST', '/v1/purges', { entity: 'task', id })).status).toBe(400);
    expect((await as('admin', 'POST', '/v1/purges', { entity: 'site', id, reason: 'x' })).status).toBe(400);
    expect((await purge('task', id)).status).toBe(201);
    expect((await purge('task', id)).status).toBe(404);
  });
});

describe('retention', () => {
  it('is for good until an admin says otherwise, and shows its version', async () => {
    expect((await as('mia', 'GET', '/v1/retention')).body).toMatchObject({
      messagesDays: null,
      outboxDays: null,
      deletedDays: null,
    });
    expect((await as('mia', 'PATCH', '/v1/retention', { messagesDays: 1 })).status).toBe(403);
    expect((await as('admin', 'PATCH', '/v1/retention', { messagesDays: 0 })).status).toBe(400);
    const set = await as('admin', 'PATCH', '/v1/retention', { messagesDays: 30, deletedDays: 30, outboxDays: 30 });
    expect([set.status, set.headers.get('etag')]).toEqual([200, `"${set.body['version']}"`]);
    const late = await as('admin', 'PATCH', '/v1/retention', { messagesDays: 1 }, { 'if-match': '"1"' });
    expect(late.status).toBe(412);
  });

  it('takes along files that were deleted, and those that came with words that are let go of', async () => {
    const { client } = product.backend;
    const organisationId = String(dataOf<Json[]>(await client.from('organisations').select('id'))[0]?.['id']);
    const archives = product.app.get(Archives, { strict: false });
    await eventually(async () => !(await archives.keepRetention(organisationId, 50)));
    const upload = async (text: string) =>
      String((await as('admin', 'POST', '/v1/media', text, { 'content-type': 'text/plain' })).body['id']);
    await product.app.get(Clearing, { strict: false }).round(organisationId);
    const [deleted, withWords, inReport, fresh] = [
      await upload('a'),
      await upload('b'),
      await upload('c'),
      await upload('d'),
    ];
    const past = '2020-01-01T00:00:00Z';
    const old = await say('/newtask Look at these pictures');
    dataOf(await client.from('messages').update({ received_at: past }).eq('id', old['id']));
    dataOf(await client.from('media').update({ message_id: old['id'] }).in('id', [withWords, inReport]));
    const { body: report } = await as('admin', 'POST', '/v1/reports', { text: 'stays' });
    await as('admin', 'POST', `/v1/reports/${report['id']}/attachments`, { mediaId: inReport });
    expect((await as('admin', 'DELETE', `/v1/media/${deleted}`)).status).toBe(204);
    dataOf(await client.from('media').update({ deleted_at: past }).eq('id', deleted));
    await eventually(async () => !(await archives.keepRetention(organisationId, 50)));
    const left = dataOf<{ id: string }[]>(
      await client.from('media').select('id').in('id', [deleted, withWords, inReport, fresh]),
    );
    expect(left.map(({ id }) => id).toSorted()).toEqual([inReport, fresh].toSorted());
    expect(await product.count('erasures')).toBe(2);
    const { erased } = await product.app.get(Clearing, { strict: false }).round(organisationId);
    expect(erased).toBe(2);
  });

  it('lets go of what is older, and of nothing else', async () => {
    const { client } = product.backend;
    const old = await say('/newtask Antediluvian chore');
    const task = subject(old, 'task');
    const fresh = await say('/newtask Contemporary chore');
    await as('admin', 'DELETE', `/v1/tasks/${task['id']}`);
    const past = '2020-01-01T00:00:00Z';
    dataOf(await client.from('messages').update({ received_at: past }).eq('id', old['id']));
    dataOf(await client.from('tasks').update({ deleted_at: past }).eq('id', task['id']));
    const organisationId = dataOf<Json[]>(await client.from('organisations').select('id'))[0]?.['id'];
    const sent = {
      organisation_id: organisationId,
      dedupe: 'old',
      channel: 'page',
      chat: 'x',
      body: {},
      status: 'sent',
      created_at: past,
    };
    dataOf(
      await client.from('outbox').insert([
        sent,
        { ...sent, dedupe: 'new', created_at: new Date().toISOString() },
        // who was turned away once is not turned away again
        { ...sent, dedupe: 'stranger:42' },
      ]),
    );
    const archives = product.app.get(Archives, { strict: false });
    await eventually(async () => !(await archives.keepRetention(String(organisationId), 50)));
    expect(await everything()).not.toContain('antediluvian');
    expect((await as('admin', 'GET', `/v1/messages/${fresh['id']}`)).body['text']).toBe('/newtask Contemporary chore');
    const kept = await client
      .from('outbox')
      .select('dedupe')
      .in('dedupe', ['old', 'new', 'stranger:42'])
      .order('dedupe');
    expect(dataOf<Json[]>(kept)).toEqual([{ dedupe: 'new' }, { dedupe: 'stranger:42' }]);
    expect(itemsIn((await as('admin', 'GET', '/v1/purges')).body)[0]).toMatchObject({
      entityId: task['id'],
      person: null,
    });
  });
});
