import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome } from '#core';
import type { Step } from './steps.ts';
import { openTestStores, type TestStores } from './testing/index.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const create = (title: string, args = {}): Step => ({
  command: 'task.create',
  op: 'task.create',
  args: { title, ...args },
});

async function commit(...steps: Step[]): Promise<readonly Outcome[]> {
  const context = { actor: stores.admin, source: 'api' as const, chat: 'test' };
  return (await stores.ledger.commit({ context, steps })).outcomes;
}

async function taskOf(step: Step) {
  const [outcome] = await commit(step);
  if (outcome?.kind !== 'changed' || outcome.subject.kind !== 'task') throw new Error(JSON.stringify(outcome));
  return outcome.subject.task;
}

async function count(table: string): Promise<number> {
  const rows = await stores.rows(`select count(*) as n from public.${table}`);
  return Number(rows[0]?.n);
}

describe('the ledger', () => {
  it('stores a task with everything that was said of it', async () => {
    const joel = await stores.people.createPerson(stores.admin, { name: 'Joel', aliases: ['jo'] });
    const site = await stores.people.createSite(stores.admin, { name: 'Eagle Lake' });
    const task = await taskOf(
      create('Check generator', {
        due: '2026-06-04T15:00:00-05:00',
        timeZone: 'America/Chicago',
        priority: 'high',
        siteId: site.id,
        assigneeIds: [joel.id],
      }),
    );
    expect(task).toMatchObject({
      title: 'Check generator',
      due: '2026-06-04T20:00:00.000Z',
      priority: 'high',
      status: 'open',
      site: { id: site.id, name: 'Eagle Lake' },
      assignees: [{ id: joel.id, name: 'Joel' }],
      createdBy: { name: 'Admin' },
      version: 1,
    });
  });

  it('writes an audit entry with what was before and what is after', async () => {
    const task = await taskOf(create('Audit me'));
    await commit({ command: 'task.complete', op: 'task.complete', args: { ref: task.ref } });
    const rows = await stores.rows(
      `select command, before, after from public.audit where entity_id = '${task.id}' order by id`,
    );
    expect(rows.map((row) => row.command)).toEqual(['task.create', 'task.complete']);
    expect(JSON.stringify(rows[1]?.before)).toContain('"open"');
    expect(JSON.stringify(rows[1]?.after)).toContain('"done"');
  });

  it('refuses one step and still carries out the others', async () => {
    const before = await count('tasks');
    const outcomes = await commit(
      create('first'),
      { command: 'task.complete', op: 'task.complete', args: { ref: 99999 } },
      create('third'),
    );
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['changed', 'refused', 'changed']);
    expect(outcomes[1]).toMatchObject({ code: 'not_found', reason: 'There is no task #99999' });
    expect(await count('tasks')).toBe(before + 2);
  });

  it('leaves no audit entry when nothing changed', async () => {
    const task = await taskOf(create('done twice'));
    const complete: Step = { command: 'task.complete', op: 'task.complete', args: { id: task.id } };
    await commit(complete);
    const before = await count('audit');
    const [again] = await commit(complete);
    expect(again).toMatchObject({ kind: 'changed', unchanged: true });
    expect(await count('audit')).toBe(before);
  });

  it('refuses a change made against an old version', async () => {
    const task = await taskOf(create('versioned'));
    const rename = (title: string): Step => ({
      command: 'task.update',
      op: 'task.update',
      args: { id: task.id, version: 1, title },
    });
    expect((await commit(rename('one')))[0]).toMatchObject({ kind: 'changed' });
    expect((await commit(rename('two')))[0]).toMatchObject({ kind: 'refused', code: 'conflict' });
  });

  it('clears what is set to null and keeps what is not mentioned', async () => {
    const task = await taskOf(create('clear me', { due: '2026-06-04T15:00:00Z', timeZone: 'UTC', notes: 'keep' }));
    const cleared = await taskOf({ command: 'task.update', op: 'task.update', args: { id: task.id, due: null } });
    expect(cleared).toMatchObject({ due: null, dueHasTime: false, notes: 'keep', version: 2 });
  });

  it('counts the progress of subtasks and deletes them with their parent', async () => {
    const parent = await taskOf(create('parent'));
    const child = await taskOf(create('child', { parentRef: parent.ref }));
    await commit(create('second child', { parentId: parent.id }), {
      command: 'task.complete',
      op: 'task.complete',
      args: { ref: child.ref },
    });
    const [shown] = (await stores.records.tasks(stores.admin, { id: parent.id })).items;
    expect(shown?.progress).toEqual({ done: 1, total: 2 });
    await commit({ command: 'task.delete', op: 'task.delete', args: { ref: parent.ref } });
    expect((await stores.records.tasks(stores.admin, { parentId: parent.id })).items).toEqual([]);
  });

  it.each([
    "'; drop table public.tasks; --",
    '\\"quotes\\" & <tags>',
    '💧🔧 مضخة المياه',
    'tab\tand\u0007bell',
    '%_\\',
  ])('keeps %j as text like any other', async (title) => {
    const task = await taskOf(create(title));
    expect(task.title).toBe(title);
    const { items } = await stores.records.tasks(stores.admin, { query: title.split(/\s+/)[0] ?? '' });
    expect(items.map((item) => item.title)).toContain(title);
  });

  it('answers the same request again without doing it again', async () => {
    const before = await count('tasks');
    const context = { actor: stores.admin, source: 'api' as const, chat: 'x' };
    const once = {
      context,
      owner: 'api',
      steps: [create('idempotent')],
      idempotency: { sourceId: 'k1', requestHash: 'h1' },
    };
    const [first, second] = await Promise.all([stores.ledger.commit(once), stores.ledger.commit(once)]);
    expect(second.outcomes).toEqual(first.outcomes);
    expect([first.replayed, second.replayed].filter(Boolean)).toHaveLength(1);
    expect(await count('tasks')).toBe(before + 1);
    await expect(
      stores.ledger.commit({ ...once, idempotency: { sourceId: 'k1', requestHash: 'other' } }),
    ).rejects.toThrow('different request');
  });
});

describe('lists in the ledger', () => {
  const add = (name: string, ...items: object[]): Step => ({
    command: 'list.add',
    op: 'list.add',
    args: { name, items },
  });
  const listOf = (outcome: Outcome | undefined) => {
    if (outcome?.kind !== 'changed' || outcome.subject.kind !== 'list') throw new Error(JSON.stringify(outcome));
    return { ...outcome, list: outcome.subject.list };
  };

  it('makes the list on the way and skips what is on it already', async () => {
    const made = listOf(
      (await commit(add('Groceries', { text: 'milk' }, { text: 'bolts', quantity: '2', unit: 'boxes' })))[0],
    );
    expect(made).toMatchObject({
      created: true,
      items: [{ text: 'milk' }, { text: 'bolts', quantity: '2', unit: 'boxes' }],
    });
    const again = listOf((await commit(add('groceries', { text: 'Milk' }, { text: 'eggs' })))[0]);
    expect(again).toMatchObject({ created: false, skipped: ['Milk'] });
    expect(again.list.items.map((item) => item.text)).toEqual(['milk', 'bolts', 'eggs']);
  });

  it('makes one list when two name it at once', async () => {
    await Promise.all([commit(add('Race', { text: 'a' })), commit(add('race', { text: 'b' }))]);
    const { items } = await stores.records.lists(stores.admin, { name: 'RACE' });
    expect(items.map((list) => list.items.length)).toEqual([2]);
  });

  it('ticks, unticks and removes by words, and says what it did not find', async () => {
    await commit(add('Tools', { text: 'pipe wrench' }, { text: 'hammer' }));
    const on = (op: 'list.check' | 'list.remove', args: object): Step => ({
      command: op,
      op,
      args: { name: 'tools', ...args },
    });
    const ticked = listOf((await commit(on('list.check', { texts: ['wrench', 'unicorn'] })))[0]);
    expect(ticked).toMatchObject({ items: [{ text: 'pipe wrench', checked: true }], skipped: ['unicorn'] });
    const removed = listOf((await commit(on('list.remove', { texts: ['HAMMER'] })))[0]);
    expect(removed.list.items.map((item) => item.text)).toEqual(['pipe wrench']);
  });

  it('clears and deletes', async () => {
    await commit(add('Short', { text: 'x' }, { text: 'y' }));
    const cleared = listOf((await commit({ command: 'list.clear', op: 'list.clear', args: { name: 'short' } }))[0]);
    expect(cleared.items).toHaveLength(2);
    expect(cleared.list.items).toEqual([]);
    await commit({ command: 'list.delete', op: 'list.delete', args: { name: 'short' } });
    expect((await commit({ command: 'list.clear', op: 'list.clear', args: { name: 'short' } }))[0]).toMatchObject({
      kind: 'refused',
      code: 'not_found',
    });
  });

  it('keeps of a change what it touched, however long the list is', async () => {
    const [first] = await stores.rows(`select id from public.people where name = 'Admin'`);
    const { list } = listOf((await commit(add('Long', { text: 'item 0' })))[0]);
    await commit(add('Long', ...Array.from({ length: 500 }, (_, n) => ({ text: `item ${n + 1}` }))));
    const said = { actor: stores.admin, source: 'rest' as const, chat: String(first?.id) };
    const { outcomes } = await stores.ledger.commit({ context: said, steps: [add('long', { text: 'one more' })] });
    const added = listOf(outcomes[0]);
    expect(added.list).toMatchObject({ others: 501, items: [{ text: 'one more' }] });
    expect(added.before).toMatchObject({ list: { others: 501, items: [] } });
    expect(JSON.stringify(outcomes).length).toBeLessThan(2500);
    const [entry] = await stores.rows(
      `select length(before::text) + length(after::text) as size from public.audit where entity_id = '${list.id}' order by id desc limit 1`,
    );
    expect(Number(entry?.size)).toBeLessThan(2500);
  });

  it('answers a program the whole list, and the same again', async () => {
    await commit(add('Whole', { text: 'x' }, { text: 'y' }));
    const context = { actor: stores.admin, source: 'api' as const, chat: 'x' };
    const once = {
      context,
      owner: 'api',
      steps: [add('whole', { text: 'z' })],
      idempotency: { sourceId: 'whole', requestHash: 'h' },
    };
    const answered = await stores.ledger.commit(once);
    expect(listOf(answered.outcomes[0]).list.items.map(({ text }) => text)).toEqual(['x', 'y', 'z']);
    await commit(add('whole', { text: 'later' }));
    expect((await stores.ledger.commit(once)).outcomes).toEqual(answered.outcomes);
  });
});
