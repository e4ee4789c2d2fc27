import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';
import { quietNow } from './quiet.ts';

let product: Product;
let ana: Json;
let bo: Json;
let keyOfBo: string;

beforeAll(async () => {
  product = await startProduct();
  ana = (await product.ask('POST', '/v1/people', { name: 'Ana Ruiz', aliases: ['ana'], language: 'es' })).body;
  bo = (await product.ask('POST', '/v1/people', { name: 'Bo', role: 'manager' })).body;
  const key = await product.ask('POST', '/v1/keys', { name: 'of Bo', personId: bo['id'] });
  keyOfBo = String(key.body['key']);
}, 120_000);
afterAll(() => product.close());

async function say(text: string): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text });
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}

/** What somebody was told without asking, oldest first. */
async function toldTo(person: Json): Promise<Json[]> {
  const { data } = await product.backend.client.rpc('show_notices', {
    p: { organisationId: await organisation(), personId: person['id'] },
  });
  return (data as { outcomes: Json[] }[]).flatMap(({ outcomes }) => outcomes); // what the function answers
}
async function organisation(): Promise<string> {
  const { data } = await product.backend.client.from('organisations').select('id').single();
  return String(data?.id);
}
const task = async (q: string) =>
  itemsIn((await product.ask('GET', `/v1/tasks?q=${encodeURIComponent(q)}`)).body)[0] ?? {};
const asBo = () => ({ authorization: `Bearer ${keyOfBo}` });

describe('people who are given something', () => {
  it('are told by whom, each of them, and the speaker is not', async () => {
    await say('/newtask @ana @bo haul the scrap tomorrow');
    expect(await toldTo(ana)).toMatchObject([
      { kind: 'told', what: 'given', by: { name: expect.any(String) }, task: { title: 'haul the scrap' } },
    ]);
    expect(await toldTo(bo)).toHaveLength(1);
    const { ref } = await task('haul');
    await product.ask('POST', '/v1/messages', { text: `reassign #${ref} to @ana` }, asBo());
    expect(await toldTo(ana)).toHaveLength(1); // she had it before
    await product.ask('POST', '/v1/messages', { text: `reassign #${ref} to me` }, asBo());
    expect(await toldTo(bo)).toHaveLength(1);
  });

  it('read it in their own language', async () => {
    const { data } = await product.backend.client
      .from('outbox')
      .select('body')
      .eq('chat', String(ana['id']))
      .limit(1)
      .single();
    expect(data).toMatchObject({ body: { language: 'es' } });
  });

  it('are left alone in their quiet hours, and told when they are over', async () => {
    const cy = (await product.ask('POST', '/v1/people', { name: 'Cy' })).body;
    await product.ask('PATCH', `/v1/people/${cy['id']}`, quietNow());
    await say('/newtask @cy sweep the dock');
    expect(await toldTo(cy)).toEqual([]);
    await product.ask('PATCH', `/v1/people/${cy['id']}`, { quietFrom: null, quietUntil: null });
    const p = { organisationId: await organisation(), timeZone: 'UTC', escalateSeconds: 3600 };
    await product.backend.client.rpc('go_round', { p });
    expect(await toldTo(cy)).toMatchObject([{ kind: 'told', task: { title: 'sweep the dock' } }]);
  });

  it('are told nothing any more once they are removed', async () => {
    const { client } = product.backend;
    const ed = (await product.ask('POST', '/v1/people', { name: 'Ed' })).body;
    await product.ask('PATCH', `/v1/people/${ed['id']}`, quietNow());
    await say('/newtask @ed sweep the stairs');
    const at = { organisation_id: await organisation(), channel: 'telegram', chat: '5550177' };
    await client.from('chats').insert({ ...at, person_id: ed['id'] });
    const waiting = { ...at, body: { outcomes: [] }, run_at: '2999-01-01T00:00:00Z' };
    await client.from('outbox').insert({ ...waiting, dedupe: 'to Ed' });
    await client.from('outbox').insert({ ...waiting, dedupe: 'to another', chat: '5550178' });
    expect((await product.ask('DELETE', `/v1/people/${ed['id']}`)).status).toBe(204);
    expect((await client.from('held').select('id').eq('person_id', String(ed['id']))).data).toEqual([]);
    const left = await client.from('outbox').select('dedupe').like('chat', '55501%');
    expect(left.data).toEqual([{ dedupe: 'to another' }]);
    await client.from('outbox').delete().eq('dedupe', 'to another');
  });

  it('are told nothing in the morning that is no more', async () => {
    const di = (await product.ask('POST', '/v1/people', { name: 'Di' })).body;
    await product.ask('PATCH', `/v1/people/${di['id']}`, quietNow());
    await say('/newtask @di sweep the attic');
    await say('undo');
    await say('/newtask @di sweep the cellar');
    const { ref } = await task('cellar');
    await say(`reassign #${ref} to @bo`);
    await say('/newtask @di sweep the yard');
    await product.ask('PATCH', `/v1/people/${di['id']}`, { quietFrom: null, quietUntil: null });
    const p = { organisationId: await organisation(), timeZone: 'UTC', escalateSeconds: 3600 };
    await product.backend.client.rpc('go_round', { p });
    expect(await toldTo(di)).toMatchObject([{ kind: 'told', task: { title: 'sweep the yard' } }]);
    expect((await product.backend.client.from('held').select('id').eq('person_id', String(di['id']))).data).toEqual([]);
  });

  it('of what is nobody’s, whoever gave it is told when it is due, and knows that', async () => {
    expect(await say('/newtask oil the winch tomorrow at 9am')).toContain('Nobody has it yet');
    expect(await say('/newtask @bo oil the crane tomorrow at 9am')).not.toContain('Nobody has it yet');
  });
});

describe('a task that waits for another', () => {
  it('says so, is not blocked any more when that is done, and whoever has it is told', async () => {
    await say('/newtask pour the slab');
    const { ref: slab } = await task('slab');
    expect(await say(`@ana frame the wall after #${slab}`)).toContain(`blocked: waits for #${slab}`);
    const { ref: wall } = await task('frame');
    const before = (await toldTo(ana)).length;
    expect(await say(`done ${slab}`)).toContain(`No longer blocked: #${wall} frame the wall`);
    expect((await toldTo(ana)).slice(before)).toMatchObject([
      { kind: 'told', what: 'freed', task: { ref: wall }, because: { ref: slab, title: 'pour the slab' } },
    ]);
    expect(await say(`show #${wall}`)).not.toContain('blocked');
    await say('undo');
    expect(await say(`show #${wall}`)).toContain(`blocked: waits for #${slab}`);
  });

  it('may not wait for itself, directly or in a circle', async () => {
    for (const title of ['one', 'two', 'three']) await say(`/newtask step ${title} of it`);
    const [one, two, three] = await Promise.all(
      ['one', 'two', 'three'].map(async (n) => (await task(`step ${n}`))['ref']),
    );
    await say(`#${two} after #${one}`);
    await say(`la ${three} depende de la #${two}`);
    expect(await say(`#${one} waits for #${three}`)).toContain('round in a circle');
    expect(await say(`#${one} after #${one}`)).toContain('cannot wait for itself');
    expect(await say(`#${one} after #9999`)).toContain('There is no task #9999');
    expect(await say(`#${two} is no longer blocked`)).not.toContain('blocked: waits');
    expect(await say(`undo`)).toContain('Undone');
    expect(await say(`show #${two}`)).toContain(`waits for #${one}`);
  });

  it('is made and changed over REST as well', async () => {
    const first = (await product.ask('POST', '/v1/tasks', { title: 'Dig' })).body;
    const second = (await product.ask('POST', '/v1/tasks', { title: 'Lay', blockerIds: [first['id']] })).body;
    expect(second['blockedBy']).toEqual([{ id: first['id'], ref: first['ref'], title: 'Dig', status: 'open' }]);
    const circle = await product.ask('PATCH', `/v1/tasks/${first['id']}`, { blockerIds: [second['id']] });
    expect([circle.status, circle.body['code']]).toEqual([409, 'conflict']);
    const part = (await product.ask('POST', '/v1/tasks', { title: 'Measure', parentId: first['id'] })).body;
    const inner = (await product.ask('POST', '/v1/tasks', { title: 'Mark', parentId: part['id'] })).body;
    const knot = await product.ask('PATCH', `/v1/tasks/${inner['id']}`, { blockerIds: [first['id']] });
    expect([knot.status, knot.body['detail']]).toEqual([409, expect.stringContaining('is a part of')]);
    expect((await product.ask('PATCH', `/v1/tasks/${first['id']}`, { blockerIds: [inner['id']] })).status).toBe(200);
    const free = await product.ask('PATCH', `/v1/tasks/${second['id']}`, { blockerIds: [] });
    expect(free.body['blockedBy']).toEqual([]);
  });
});

describe('subtasks', () => {
  it('count at any depth, and are shown as a tree', async () => {
    await say('/newtask build the shed');
    const { ref, id } = await task('build the shed');
    const walls = (await product.ask('POST', '/v1/tasks', { title: 'Walls', parentId: id })).body;
    const north = (await product.ask('POST', '/v1/tasks', { title: 'North wall', parentId: walls['id'] })).body;
    await product.ask('POST', '/v1/tasks', { title: 'Roof', parentId: id });
    await say(`done ${north['ref']}`);
    expect((await task('build the shed'))['progress']).toEqual({ done: 1, total: 3 });
    const lines = (await say(`show #${ref}`)).split('\n').map((line) => line.replace(/ — .*/, ''));
    expect(lines).toEqual([
      expect.stringContaining(`#${ref} build the shed`),
      '1 of 3 done',
      `   ▫️ #${walls['ref']} Walls`,
      `      ☑️ #${north['ref']} North wall`,
      expect.stringMatching(/^ {3}▫️ #\d+ Roof$/),
    ]);
  });
});

describe('several at once', () => {
  it('are done at a word, and deleted only when that was confirmed', async () => {
    const refs: number[] = [];
    for (const n of [1, 2, 3])
      refs.push(Number((await product.ask('POST', '/v1/tasks', { title: `Bolt ${n}` })).body['ref']));
    const [a = 0, b = 0, c = 0] = refs;
    expect(await say(`done ${a}, ${b} and ${c}`)).toMatch(/Done: .*\n+.*Done: .*\n+.*Done: /);
    expect(await say(`delete ${a}-${c}`)).toContain(`Delete #${a} Bolt 1, #${b} Bolt 2, #${c} Bolt 3?`);
    expect((await task('Bolt'))['id']).toBeDefined();
    await say('yes');
    expect(await task('Bolt')).toEqual({});
    await say('undo');
    expect((await task('Bolt'))['id']).toBeDefined();
  });
});
