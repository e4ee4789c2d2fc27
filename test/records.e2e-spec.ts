import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const create = async (path: string, body: object) => (await product.ask('POST', path, body)).body;

describe('tasks', () => {
  it('are made, found at their Location, changed and deleted', async () => {
    const site = await create('/v1/sites', { name: 'Pine Ridge' });
    const ann = await create('/v1/people', { name: 'Ann' });
    const made = await product.ask('POST', '/v1/tasks', {
      title: 'Change the filter',
      due: '2026-12-01T09:00:00-06:00',
      priority: 'high',
      assignees: [{ id: ann['id'], name: 'Ann' }],
      siteId: site['id'],
    });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const path = made.headers.get('location') ?? '';
    expect((await product.ask('GET', path)).body).toMatchObject({
      title: 'Change the filter',
      due: '2026-12-01T15:00:00.000Z',
      priority: 'high',
      status: 'open',
      assignees: [{ id: ann['id'], name: 'Ann' }],
      site: { name: 'Pine Ridge' },
    });
    const changed = await product.ask(
      'PATCH',
      path,
      { site: null, due: null, notes: 'spare is in the truck' },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({
      site: null,
      due: null,
      notes: 'spare is in the truck',
      priority: 'high',
      version: 2,
    });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect((await product.ask('DELETE', path)).status).toBe(204);
    expect((await product.ask('GET', path)).status).toBe(404);
  });

  it('are not overwritten by somebody who has not seen the latest', async () => {
    const { id } = await create('/v1/tasks', { title: 'Weld the gate' });
    await product.ask('PATCH', `/v1/tasks/${id}`, { title: 'Weld the big gate' });
    const late = await product.ask('PATCH', `/v1/tasks/${id}`, { title: 'Paint the gate' }, { 'if-match': '"1"' });
    expect([late.status, late.body['code']]).toEqual([412, 'conflict']);
    expect((await product.ask('GET', `/v1/tasks/${id}`)).body['title']).toBe('Weld the big gate');
  });

  it('are completed and opened again, and count towards the task they are a part of', async () => {
    const { id } = await create('/v1/tasks', { title: 'Service the truck' });
    const part = await create('/v1/tasks', { title: 'Change oil', parentId: id });
    const done = await product.ask('POST', `/v1/tasks/${part['id']}/complete`);
    expect([done.status, done.body['status']]).toEqual([200, 'done']);
    expect((await product.ask('GET', `/v1/tasks/${id}`)).body['progress']).toEqual({ done: 1, total: 1 });
    expect((await product.ask('POST', `/v1/tasks/${part['id']}/reopen`)).body['status']).toBe('open');
    expect((await product.ask('GET', `/v1/tasks?parentId=${id}`)).body['items']).toHaveLength(1);
  });

  it('come in pages that do not overlap', async () => {
    for (const n of [1, 2, 3]) await create('/v1/tasks', { title: `Paged ${n}` });
    const first = await product.ask('GET', '/v1/tasks?limit=2');
    const second = await product.ask('GET', `/v1/tasks?limit=2&cursor=${first.body['nextCursor']}`);
    const ids = [first, second].flatMap(({ body }) => itemsIn(body).map((task) => task['id']));
    expect(new Set(ids).size).toBe(4);
  });

  it('are made once under one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await product.ask('POST', '/v1/tasks', { title: 'Only once' }, headers);
    const again = await product.ask('POST', '/v1/tasks', { title: 'Only once' }, headers);
    const other = await product.ask('POST', '/v1/tasks', { title: 'Another' }, headers);
    expect([first.status, again.status, other.status]).toEqual([201, 200, 422]);
    expect(again.body).toEqual(first.body);
    expect((await product.ask('GET', '/v1/tasks?q=only once')).body['items']).toHaveLength(1);
  });

  it('are narrowed by status, person and time', async () => {
    const bob = await create('/v1/people', { name: 'Bob' });
    await create('/v1/tasks', { title: 'Bobs', assigneeIds: [bob['id']], due: '2026-11-25T00:00:00Z' });
    const bobs = await product.ask('GET', `/v1/tasks?assignee=${bob['id']}&status=open&dueBefore=2026-11-26T00:00:00Z`);
    expect(bobs.body['items']).toMatchObject([{ title: 'Bobs' }]);
    expect((await product.ask('GET', `/v1/tasks?assignee=${bob['id']}&status=done`)).body['items']).toEqual([]);
    expect((await product.ask('GET', '/v1/tasks?assignee=me')).body['items']).toEqual([]);
  });
});

describe('lists', () => {
  it('get what is put on them once under one Idempotency-Key, and the answer says that it is the old one', async () => {
    const { id } = await create('/v1/lists', { name: 'Once' });
    const put = () =>
      product.ask('POST', `/v1/lists/${id}/items`, { items: [{ text: 'rope' }] }, { 'idempotency-key': 'rope-once' });
    const [first, again] = [await put(), await put()];
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 200, 'true']);
    expect(again.body).toEqual(first.body);
    expect(itemsIn(again.body)).toHaveLength(1);
  });

  it('are made, filled, ticked, emptied, renamed and deleted', async () => {
    const { id } = await create('/v1/lists', {
      name: 'Parts',
      items: [{ text: 'filters', quantity: '2', unit: 'boxes' }],
    });
    const filled = await product.ask('POST', `/v1/lists/${id}/items`, { items: [{ text: 'belts' }] });
    expect(filled.body['items']).toMatchObject([{ text: 'filters', quantity: '2' }, { text: 'belts' }]);
    const item = itemsIn(filled.body)[1]?.['id'];
    for (const [method, path, body] of [
      ['PATCH', `/v1/lists/${id}/items/${item}`, { checked: true }],
      ['DELETE', `/v1/lists/${id}/items/${item}`, undefined],
      ['DELETE', `/v1/lists/${id}/items`, undefined],
    ] as const)
      expect((await product.ask(method, path, body, { 'if-match': '"1"' })).status).toBe(412);
    const ticked = await product.ask('PATCH', `/v1/lists/${id}/items/${item}`, { checked: true });
    expect(ticked.body['items']).toMatchObject([{ checked: false }, { checked: true }]);
    expect((await product.ask('DELETE', `/v1/lists/${id}/items/${item}`)).body['items']).toHaveLength(1);
    expect((await product.ask('DELETE', `/v1/lists/${id}/items`)).body['items']).toEqual([]);
    expect((await product.ask('PATCH', `/v1/lists/${id}`, { name: 'Spares' })).body['name']).toBe('Spares');
    expect((await product.ask('DELETE', `/v1/lists/${id}`)).status).toBe(204);
    expect((await product.ask('GET', `/v1/lists/${id}`)).status).toBe(404);
  });

  it('have names of their own', async () => {
    await create('/v1/lists', { name: 'Tools' });
    expect((await product.ask('POST', '/v1/lists', { name: 'tools' })).status).toBe(409);
  });
});

describe('reminders', () => {
  it('are made, put off and cancelled', async () => {
    const { id, people } = await create('/v1/reminders', {
      title: 'Call the vendor',
      due: '2037-12-01T09:00:00-06:00',
    });
    expect(people).toHaveLength(1);
    const later = await product.ask('POST', `/v1/reminders/${id}/snooze`, { due: '2037-12-02T09:00:00-06:00' });
    expect(later.body['due']).toBe('2037-12-02T15:00:00.000Z');
    expect((await product.ask('DELETE', `/v1/reminders/${id}`)).status).toBe(204);
    expect((await product.ask('GET', `/v1/reminders/${id}`)).body['status']).toBe('cancelled');
  });
});

describe('people, sites and keys', () => {
  it('are changed by admins and read by everybody with a key', async () => {
    const kim = await create('/v1/people', { name: 'Kim', aliases: ['Kimmy'], telegramId: '777001' });
    const { key, id } = await create('/v1/keys', { name: 'for Kim', personId: kim['id'] });
    const asKim = { authorization: `Bearer ${key}` };
    expect((await product.ask('GET', '/v1/people', undefined, asKim)).status).toBe(200);
    expect((await product.ask('POST', '/v1/people', { name: 'Mallory' }, asKim)).status).toBe(403);
    expect((await product.ask('GET', '/v1/keys', undefined, asKim)).status).toBe(403);
    expect((await product.ask('DELETE', `/v1/keys/${id}`)).status).toBe(204);
    expect((await product.ask('GET', '/v1/people', undefined, asKim)).status).toBe(401);
  });

  it('take the place of samples of the same name', async () => {
    const { body } = await product.ask('POST', '/v1/people', { name: 'Joel', timeZone: 'America/Denver' });
    expect(body).toMatchObject({ name: 'Joel', sample: false, timeZone: 'America/Denver' });
    const { body: all } = await product.ask('GET', '/v1/people?limit=200');
    expect(itemsIn(all).filter((person) => person['name'] === 'Joel')).toHaveLength(1);
  });

  it('never show a key again', async () => {
    const { key } = await create('/v1/keys', { name: 'shown once' });
    const { body } = await product.ask('GET', '/v1/keys?limit=200');
    expect(key).toMatch(/^flrts_[0-9A-Za-z]{32}$/);
    expect(JSON.stringify(body)).not.toContain(key);
  });

  it('keep at least one admin', async () => {
    const { body } = await product.ask('GET', '/v1/people?limit=1');
    const { id } = itemsIn(body)[0] ?? {};
    expect((await product.ask('DELETE', `/v1/people/${id}`)).status).toBe(409);
  });
});
