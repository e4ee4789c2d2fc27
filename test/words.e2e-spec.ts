import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const say = (text: string, key?: string, more: object = {}) =>
  product.ask('POST', '/v1/messages', { text, ...more }, key ? { 'idempotency-key': key } : {});

describe('a message in words', () => {
  it('becomes one task with its person, place and time in the sender’s zone, however often it is sent', async () => {
    const text = '/newtask @joel Check Eagle Lake generator tomorrow at 3pm';
    const first = await say(text, 'first', { at: '2026-11-24T16:00:00-06:00' });
    const again = await say(text, 'first', { at: '2026-11-24T16:00:00-06:00' });

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body['outcomes']).toEqual(first.body['outcomes']);
    expect(again.body['replies']).toEqual(first.body['replies']);
    const { body } = await product.ask('GET', '/v1/tasks');
    expect(body['items']).toMatchObject([
      {
        ref: 1,
        title: 'Check Eagle Lake generator',
        assignees: [{ name: 'Joel' }],
        site: { name: 'Eagle Lake' },
        due: '2026-11-25T21:00:00.000Z',
        dueHasTime: true,
        source: { source: 'rest', messageId: first.body['id'] },
      },
    ]);
  });

  it('has one effect when it comes twice at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => say('/newtask grease the pump', 'twice')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 201, 409].includes(status))).toBe(true);
    const { body } = await product.ask('GET', '/v1/tasks?q=grease');
    expect(body['items']).toHaveLength(1);
  });

  it('is refused under a key that was used for another one', async () => {
    await say('/newtask paint the door', 'door');
    const { status, body } = await say('/newtask paint the gate', 'door');
    expect([status, body['status'], body['code']]).toEqual([422, 422, 'invalid']);
  });

  it('puts several things on a list at once', async () => {
    await say('add eggs, bread and butter to grocery items');
    const { body } = await product.ask('GET', '/v1/lists');
    const [list] = itemsIn(body);
    expect(itemsIn(list).map((item) => item['text'])).toEqual(['eggs', 'bread', 'butter']);
  });

  it('is found again with its reply', async () => {
    const { body: said, headers } = await say('/newtask find the spare keys');
    const { status, body } = await product.ask('GET', headers.get('location') ?? '');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: said['id'],
      text: '/newtask find the spare keys',
      status: 'done',
      replies: said['replies'],
    });
    const { body: mine } = await product.ask('GET', '/v1/messages?person=me&limit=1');
    expect(mine['items']).toMatchObject([{ id: said['id'] }]);
    expect(mine['nextCursor']).toEqual(expect.any(String));
  });

  it.each([
    "Robert'); drop table public.tasks;--",
    '100% _wild_ \\ "quoted"',
    'fix 🔧 the 👩🏽‍🔧 pump',
    'افحص المضخة \u202E الآن',
    'bell \u0007 and escape \u001b[31m',
  ])('keeps %j as text like any other', async (title) => {
    const { body } = await product.ask('POST', '/v1/tasks', { title });
    expect(body['title']).toBe(title);
    const { body: found } = await product.ask('GET', `/v1/tasks/${body['id']}`);
    expect(found['title']).toBe(title);
  });

  it('has what no text can hold replaced', async () => {
    const text = '"/newtask mend the ga\\u0000te\\ud800 today"';
    const { status, body } = await product.ask('POST', '/v1/messages', `{"text":${text}}`);
    expect([status, itemsIn(body, 'outcomes')]).toMatchObject([
      201,
      [{ kind: 'changed', subject: { task: { title: 'mend the ga\uFFFDte\uFFFD' } } }],
    ]);
  });

  it('can be read by the rails without anything coming of it', async () => {
    const before = await product.count('messages');
    const { status, body } = await product.ask('POST', '/v1/rails/parse', {
      text: '/newtask @joel Check Eagle Lake generator tomorrow at 3pm',
      now: '2026-11-24T22:00:00Z',
      timeZone: 'America/New_York',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entity: 'task',
      operation: 'create',
      direct: true,
      tier: 'direct',
      slots: {
        title: 'Check Eagle Lake generator',
        assignees: ['Joel'],
        site: 'Eagle Lake',
        due: '2026-11-25T15:00:00-05:00',
      },
    });
    expect(await product.count('messages')).toBe(before);
  });
});
