import { describe, expect, it } from '@jest/globals';
import { planOf } from './plan.ts';
import type { Row, Rows } from './rows.ts';

const NONE: Rows = {
  personnel: [],
  sites: [],
  lists: [],
  list_items: [],
  field_reports: [],
  brain_bot_documents: [],
  tasks: [],
  reminders: [],
};
const planned = (rows: Partial<Rows>) => {
  const { makings, strange } = planOf({ ...NONE, ...rows }, [], [], new Date('2026-11-26T12:00:00Z'));
  return { bodies: makings.map(({ body }) => body((_, id) => `new-${String(id)}`)), strange };
};
const items = (many: number): Row[] =>
  Array.from({ length: many }, (_, n) => ({
    id: `i${n}`,
    parent_list_id: 'l1',
    item_order: many - n,
    item_name_primary_text: `thing ${n}`,
  }));

describe('what becomes of the predecessor’s rows', () => {
  it('keeps apart what is due at a time and what is due on a day', () => {
    const { bodies } = planned({
      tasks: [
        { id: 't1', task_title: 'At three', status: 'To Do', due_at: '2027-03-01T15:00:00+00:00' },
        { id: 't2', task_title: 'Some time that day', status: 'To Do', due_date: '2027-03-01' },
        { id: 't3', task_title: 'Whenever', status: 'To Do' },
      ],
    });
    expect(bodies).toEqual([
      expect.objectContaining({ title: 'At three', due: expect.stringMatching(/^2027-03-01T15:00/), dueHasTime: true }),
      expect.objectContaining({
        title: 'Some time that day',
        due: expect.stringMatching(/^2027-03-01/),
        dueHasTime: false,
      }),
      expect.not.objectContaining({ due: expect.anything() }),
    ]);
  });

  it('takes the items of a list in their order, and says so when they are too many', () => {
    const lists = [{ id: 'l1', list_name: 'Hardware' }];
    const whole = planned({ lists, list_items: items(200) });
    expect(whole.strange).toEqual([]);
    expect(whole.bodies[0]).toMatchObject({ name: 'Hardware', items: { length: 200, 0: { text: 'thing 199' } } });
    const cut = planned({ lists, list_items: items(201) });
    expect(cut.strange).toEqual(['lists l1: Hardware has 201 items; the first 200 are taken']);
    expect(cut.bodies[0]).toMatchObject({ items: { length: 200 } });
  });
});
