import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command } from '#core';
import { openTestIntake, subjectOf, type TestIntake } from './testing/index.ts';

let desk: TestIntake;
beforeAll(async () => {
  desk = await openTestIntake();
});
afterAll(() => desk.close());

const run = async (entity: Command['entity'], operation: Command['operation'], slots: Command['slots'] = {}) =>
  (await desk.processors.execute(desk.admin, { entity, operation, slots })).outcomes[0];
const undo = () => run('change', 'undo');
const redo = () => run('change', 'redo');
const taskNow = async (id: string) => (await desk.records.tasks(desk.admin, { id })).items[0];
const listNow = async (id: string) => (await desk.records.lists(desk.admin, { id })).items[0];

async function auditOf(id: string, command: string, order: 'asc' | 'desc' = 'desc') {
  const [row] = await desk.rows(`select id from public.audit where entity_id = '${id}' and command = '${command}'
    order by id ${order} limit 1`);
  return { auditId: Number(row?.['id']) };
}

async function newTask(slots: Command['slots']) {
  const subject = subjectOf(await run('task', 'create', slots));
  if (subject.kind !== 'task') throw new Error('not a task');
  return subject.task;
}

async function list(operation: Command['operation'], slots: Command['slots']) {
  const subject = subjectOf(await run('list', operation, slots));
  if (subject.kind !== 'list') throw new Error('not a list');
  return subject.list;
}

describe('undo', () => {
  it('takes back a new task, and redo brings it back as it was', async () => {
    const task = await newTask({
      title: 'Fix pump',
      assignees: [{ name: 'Joel', personId: desk.crew.joel.id }],
      priority: 'high',
    });
    expect(await undo()).toMatchObject({ kind: 'changed', command: 'change.undo', undone: { command: 'task.create' } });
    expect(await taskNow(task.id)).toBeUndefined();
    expect(await redo()).toMatchObject({ kind: 'changed', command: 'change.redo' });
    expect(await taskNow(task.id)).toMatchObject({
      title: 'Fix pump',
      priority: 'high',
      assignees: [{ name: 'Joel' }],
    });
  });

  it('is done again after other records were made in the meantime, and not after this one was changed', async () => {
    const task = await newTask({ title: 'Fix hose' });
    const one = (await run('task', 'update', { id: task.id, priority: 'high' })) ?? { kind: 'said' };
    expect(one.kind).toBe('changed');
    await undo();
    await desk.exec(`insert into public.audit (organisation_id, person_id, command, entity, entity_id)
      values ('${desk.admin.organisationId}', '${desk.admin.personId}', 'media.create', 'media', gen_random_uuid())`);
    await newTask({ title: 'Something else' });
    expect(await redo()).toMatchObject({ kind: 'changed', command: 'change.redo' });
    expect(await taskNow(task.id)).toMatchObject({ priority: 'high' });
    await undo();
    await run('task', 'update', { id: task.id, priority: 'low' });
    expect(await redo()).toMatchObject({ kind: 'refused', code: 'conflict' });
    expect(await taskNow(task.id)).toMatchObject({ priority: 'low' });
  });

  it.each([
    ['complete', {}],
    ['update', { title: 'Other', due: '2026-07-01T10:00:00Z', priority: 'urgent' as const }],
    ['note', { notes: 'bring gloves' }],
    ['reassign', { assignees: [] as { name: string; personId: string }[] }],
  ] as const)('takes back %s of a task', async (operation, slots) => {
    const task = await newTask({ title: 'As it was', notes: 'old note' });
    const said = operation === 'reassign' ? { assignees: [{ name: 'Joel', personId: desk.crew.joel.id }] } : slots;
    await run('task', operation, { ...said, id: task.id });
    await undo();
    const { version: _, updatedAt: __, ...now } = (await taskNow(task.id)) ?? task;
    const { version: ___, updatedAt: ____, ...then } = task;
    expect(now).toEqual(then);
  });

  it('brings back a deleted task with its subtasks', async () => {
    const parent = await newTask({ title: 'Parent' });
    const child = await newTask({ title: 'Child', parentId: parent.id });
    await run('task', 'delete', { id: parent.id });
    expect(await taskNow(child.id)).toBeUndefined();
    await undo();
    expect(await taskNow(child.id)).toMatchObject({ title: 'Child', parentId: parent.id });
  });

  it('takes back what was done to a list, in the order it was done', async () => {
    const { id } = await list('add', { listName: 'Shop', items: [{ text: 'milk' }, { text: 'eggs', quantity: '12' }] });
    await list('check', { id, items: [{ text: 'milk' }] });
    await list('clear', { id });
    await undo();
    expect((await listNow(id))?.items).toMatchObject([
      { text: 'milk', checked: true },
      { text: 'eggs', quantity: '12', checked: false },
    ]);
    await undo();
    expect((await listNow(id))?.items.every((item) => !item.checked)).toBe(true);
    await undo();
    expect(await listNow(id)).toBeUndefined();
  });

  it('brings an item back with who ticked it, and when', async () => {
    const { id } = await list('add', { listName: 'Ticked', items: [{ text: 'rope' }, { text: 'tape' }] });
    await list('check', { id, items: [{ text: 'rope' }] });
    const items = () => desk.rows(`select id, checked_by, checked_at from public.list_items where list_id = '${id}' order by position`); // prettier-ignore
    const then = await items();
    await list('clear', { id });
    await undo();
    const now = await items();
    expect(now).toEqual(then.map((item) => ({ ...item, checked_at: item['checked_at'] && expect.anything() })));
    expect(now[0]?.['checked_by']).toBe(desk.admin.personId);
    expect((await listNow(id))?.items[0]).toMatchObject({ checked: true, checkedBy: { name: desk.admin.name } });
  });

  it.each([
    ['add', { items: [{ text: 'tape' }] }],
    ['create', { listName: 'Kit add', items: [{ text: 'tape' }] }],
    ['check', { items: [{ text: 'rope' }] }],
    ['uncheck', { items: [{ text: 'oil' }] }],
    ['remove', { items: [{ text: 'rope' }, { text: 'oil' }] }],
    ['clear', {}],
    ['rename', { newName: 'Other' }],
    ['update', { private: true }],
    ['delete', { sure: true }],
  ] as const)('takes back and does again %s of a list', async (operation, slots) => {
    const name = operation === 'create' ? 'Kit add' : `Kit ${operation}`;
    const { id } = await list('add', { listName: name, items: [{ text: 'rope', quantity: '2' }, { text: 'oil' }] });
    await list('check', { id, items: [{ text: 'oil' }] });
    const now = async () => {
      const { version: _, updatedAt: __, ...rest } = (await listNow(id)) ?? { version: 0, updatedAt: '' };
      return rest;
    };
    const then = await now();
    await run('list', operation, { ...slots, ...(operation !== 'create' && { id }) });
    const done = await now();
    expect(done).not.toEqual(then);
    expect(await undo()).toMatchObject({ command: 'change.undo', undone: { command: `list.${operation}` } });
    expect(await now()).toEqual(then);
    expect(await redo()).toMatchObject({ command: 'change.redo' });
    expect(await now()).toEqual(done);
    await undo();
    expect(await now()).toEqual(then);
  });

  it('gives no list the name of another', async () => {
    const { id } = await list('create', { listName: 'Mine', items: [{ text: 'rope' }] });
    await run('list', 'rename', { id, newName: 'Ours' });
    await list('create', { listName: 'Mine' });
    const change = await auditOf(id, 'list.rename');
    expect(await run('change', 'undo', change)).toMatchObject({ kind: 'refused', code: 'conflict' });
    expect(await listNow(id)).toMatchObject({ name: 'Ours', items: [{ text: 'rope' }] });

    const made = await list('add', { listName: 'Again', items: [{ text: 'oil' }] });
    await undo();
    await list('add', { listName: 'Again', items: [{ text: 'tar' }] });
    expect(await run('change', 'redo', await auditOf(made.id, 'change.undo'))).toMatchObject({ kind: 'refused', code: 'conflict' }); // prettier-ignore
    expect(await listNow(made.id)).toBeUndefined();
  });

  it('puts an item at the end of a list when another has its place by now', async () => {
    const { id } = await list('create', { listName: 'Places', items: [{ text: 'first' }, { text: 'second' }] });
    await list('remove', { id, items: [{ text: 'second' }] });
    await list('add', { id, items: [{ text: 'third' }, { text: 'fourth' }] });
    await undo();
    await run('change', 'undo', await auditOf(id, 'list.remove'));
    await run('change', 'redo', await auditOf(id, 'change.undo', 'asc'));
    const { items = [] } = (await listNow(id)) ?? {};
    expect(items.map(({ text }) => text)).toEqual(['first', 'second', 'third', 'fourth']);
    expect(new Set(items.map(({ position }) => position)).size).toBe(4);
  });

  it('tells what is done again by what was first done', async () => {
    const { id } = await list('create', { listName: 'Short lived' });
    await run('list', 'delete', { id, sure: true });
    await undo();
    expect(await redo()).toMatchObject({ undone: { command: 'list.delete' } });
    expect(await undo()).toMatchObject({ undone: { command: 'list.delete' } });
  });

  it('leaves a reminder said that was said before its new name is taken back', async () => {
    const subject = subjectOf(await run('reminder', 'create', { title: 'Call Sam', due: '2026-06-03T17:00:00Z' }));
    if (subject.kind !== 'reminder') throw new Error('not a reminder');
    const { id } = subject.reminder;
    await run('reminder', 'update', { id, title: 'Call Samuel' });
    await desk.exec(`update public.reminders set status = 'sent' where id = '${id}'`);
    await undo();
    const reminder = (await desk.records.reminders(desk.admin, { id })).items[0];
    expect(reminder).toMatchObject({ title: 'Call Sam', status: 'sent' });
  });

  it('gives a reminder back to whom it was for', async () => {
    const joel = [{ name: 'Joel', personId: desk.crew.joel.id }];
    const subject = subjectOf(await run('reminder', 'create', { title: 'Lock up', due: '2026-06-03T17:00:00Z', assignees: joel })); // prettier-ignore
    if (subject.kind !== 'reminder') throw new Error('not a reminder');
    const { id } = subject.reminder;
    await run('reminder', 'cancel', { id });
    await undo();
    const reminder = (await desk.records.reminders(desk.admin, { id })).items[0];
    expect(reminder).toMatchObject({ status: 'pending', people: [{ name: 'Joel' }] });
  });

  it('knows who had done a task that was opened again', async () => {
    const { id } = await newTask({ title: 'Done by Joel' });
    const joel = { ...desk.admin, personId: desk.crew.joel.id };
    await desk.processors.execute(joel, { entity: 'task', operation: 'complete', slots: { id } });
    await run('task', 'reopen', { id });
    await undo();
    expect(await desk.rows(`select completed_by from public.tasks where id = '${id}'`)).toEqual([
      { completed_by: desk.crew.joel.id },
    ]);
  });

  it('takes back everything one message did', async () => {
    await desk.say('/newtask One of two', { chat: 'both' });
    const before = await desk.rows('select count(*) as n from public.tasks where deleted_at is null');
    await desk.say('/newtask Alpha', { chat: 'both' });
    await undo();
    expect(await desk.rows('select count(*) as n from public.tasks where deleted_at is null')).toEqual(before);
  });

  it('refuses when the record has been changed since, and changes nothing', async () => {
    const task = await newTask({ title: 'Contested' });
    const audit = await desk.rows(`select id from public.audit where entity_id = '${task.id}'`);
    await run('task', 'note', { id: task.id, notes: 'later' });
    expect(await run('change', 'undo', { auditId: Number(audit[0]?.id) })).toMatchObject({
      kind: 'refused',
      code: 'conflict',
    });
    expect(await taskNow(task.id)).toMatchObject({ notes: 'later' });
  });

  it('does not take back what is older than ten minutes, nor the same thing twice', async () => {
    const { id } = await list('create', { listName: 'Old times' });
    await desk.exec(`alter table public.audit disable trigger audit_append_only;
      update public.audit set at = at - interval '11 minutes'; alter table public.audit enable trigger audit_append_only`);
    expect(await undo()).toMatchObject({ kind: 'refused', code: 'not_found' });
    expect(await listNow(id)).toBeDefined();
  });
});
