import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';

const NOBODY = '6b2b1f0e-4a5c-4c0f-9d52-0a1f4c1d7e10';
const TABLES = ['messages', 'tasks', 'lists', 'reminders', 'outbox', 'audit', 'people', 'sites', 'api_keys'];

type Request = readonly [
  what: string,
  status: number,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
];

const REQUESTS: readonly Request[] = [
  ['malformed JSON', 400, 'POST', '/v1/messages', '{"text":'],
  ['an empty body', 400, 'POST', '/v1/messages', ''],
  ['no body', 400, 'POST', '/v1/messages'],
  ['an array', 400, 'POST', '/v1/messages', []],
  ['null', 400, 'POST', '/v1/messages', 'null'],
  ['a lonely text', 400, 'POST', '/v1/messages', '"hello"'],
  ['a 5,000-character text', 400, 'POST', '/v1/messages', { text: 'a'.repeat(5000) }],
  ['an empty text', 400, 'POST', '/v1/messages', { text: ' \n ' }],
  ['a number for a text', 400, 'POST', '/v1/messages', { text: 5 }],
  ['a field nobody knows', 400, 'POST', '/v1/messages', { text: 'hi', foo: 1 }],
  ['a zone on Mars', 400, 'POST', '/v1/messages', { text: 'hi', timeZone: 'Mars/Olympus' }],
  ['a prototype', 400, 'POST', '/v1/messages', '{"text":"hi","__proto__":{"admin":true}}'],
  ['a body of half a megabyte', 413, 'POST', '/v1/messages', { text: 'a'.repeat(500_000) }],
  ['a form', 415, 'POST', '/v1/messages', 'text=hi', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a key with spaces', 400, 'POST', '/v1/messages', { text: '/newtask x' }, { 'idempotency-key': 'a b' }],
  ['no API key', 401, 'POST', '/v1/messages', { text: '/newtask x' }, { authorization: '' }],
  ['a wrong API key', 401, 'POST', '/v1/messages', { text: '/newtask x' }, { authorization: 'Bearer nobody' }],
  ['a title of the wrong type', 400, 'POST', '/v1/tasks', { title: ['x'] }],
  ['a title that is null', 400, 'POST', '/v1/tasks', { title: null }],
  ['the 30th of February', 400, 'POST', '/v1/tasks', { title: 'x', due: '2026-02-30T10:00:00Z' }],
  ['a time without an offset', 400, 'POST', '/v1/tasks', { title: 'x', due: '2026-02-20T10:00:00' }],
  ['a rule that is none', 400, 'POST', '/v1/tasks', { title: 'x', recurrence: 'every tuesday' }],
  ['a priority nobody knows', 400, 'POST', '/v1/tasks', { title: 'x', priority: 'extreme' }],
  ['an assignee who is no id', 400, 'POST', '/v1/tasks', { title: 'x', assigneeIds: ['joel'] }],
  ['an assignee that is an array', 400, 'POST', '/v1/tasks', { title: 'x', assignees: [[]] }],
  ['an assignee nobody knows', 404, 'POST', '/v1/tasks', { title: 'x', assigneeIds: [NOBODY] }],
  ['a site nobody knows', 404, 'POST', '/v1/tasks', { title: 'x', siteId: NOBODY }],
  ['a parent nobody knows', 404, 'POST', '/v1/tasks', { title: 'x', parentId: NOBODY }],
  ['a task nobody knows', 404, 'GET', `/v1/tasks/${NOBODY}`],
  ['a change of a task nobody knows', 404, 'PATCH', `/v1/tasks/${NOBODY}`, { title: 'x' }],
  ['an id that is none', 400, 'GET', '/v1/tasks/42'],
  ['an If-Match that is none', 400, 'PATCH', `/v1/tasks/${NOBODY}`, { title: 'x' }, { 'if-match': 'three' }],
  ['a limit of nothing', 400, 'GET', '/v1/tasks?limit=0'],
  ['a limit in words', 400, 'GET', '/v1/tasks?limit=many'],
  ['a cursor of somebody else', 400, 'GET', '/v1/tasks?cursor=zzz'],
  ['a filter nobody knows', 400, 'GET', '/v1/tasks?colour=red'],
  ['an item of the wrong type', 400, 'POST', '/v1/lists', { name: 'x', items: [{ text: 1 }, 'y'] }],
  ['a field nobody knows in an item', 400, 'POST', '/v1/lists', { name: 'x', items: [{ text: 'y', size: 3 }] }],
  ['a reminder without a time', 400, 'POST', '/v1/reminders', { title: 'x' }],
  ['a role nobody has', 400, 'POST', '/v1/people', { name: 'x', role: 'king' }],
  ['a key for nobody', 404, 'POST', '/v1/keys', { name: 'x', personId: NOBODY }],
  ['a route that is none', 404, 'GET', '/v1/nothing'],
  ['a method that is none', 404, 'PUT', '/v1/tasks', {}],
  ['an address that cannot be read', 400, 'GET', '/v1/tasks/%ff'],
  ['an update without a number', 400, 'POST', '/webhook', { message: {} }],
  ['an update that is none', 400, 'POST', '/webhook', 'null'],
  [
    'a secret nobody has set',
    401,
    'POST',
    '/webhook',
    { update_id: 1 },
    { 'x-telegram-bot-api-secret-token': 'guess' },
  ],
];

describe('bad input', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  const requests = REQUESTS.map(([what, expected, ...request]) => ({ what, expected, request }));

  it.each(requests)('$what is answered with $expected, and nothing is stored', async ({ expected, request }) => {
    const [method, path, body, headers] = request;
    const before = await Promise.all(TABLES.map((table) => product.count(table)));
    const { status, headers: answered, body: problem } = await product.ask(method, path, body, headers);
    expect(status).toBe(expected);
    expect(answered.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem).toMatchObject({ type: 'about:blank', status: expected, instance: path.split('?')[0] });
    expect([problem['title'], problem['detail'], problem['code']].every(Boolean)).toBe(true);
    expect(problem['requestId']).toBe(answered.get('x-request-id'));
    expect(await Promise.all(TABLES.map((table) => product.count(table)))).toEqual(before);
  });

  it('names every field that is wrong', async () => {
    const { body } = await product.ask('POST', '/v1/tasks', { title: 7, due: 'soon', colour: 'red' });
    expect(
      itemsIn(body, 'errors')
        .map((fault) => fault['field'])
        .sort(),
    ).toEqual(['colour', 'due', 'title']);
  });

  it('says how to sign in when there is no key', async () => {
    const { headers } = await product.ask('GET', '/v1/tasks', undefined, { authorization: '' });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});
