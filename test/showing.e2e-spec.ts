import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';

const WEDNESDAY = '2026-06-03T10:15:00-05:00';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  const make = (title: string, more: object = {}) => product.ask('POST', '/v1/tasks', { title, ...more });
  const people = itemsIn((await product.ask('GET', '/v1/people')).body);
  const joel = people.find((person) => person['name'] === 'Joel');
  await make('late by an hour', { due: '2026-06-03T09:00:00-05:00', assigneeIds: [joel?.['id']] });
  await make('late by a day', { due: '2026-06-02T00:00:00-05:00', dueHasTime: false });
  await make('due some time today', { due: '2026-06-03T00:00:00-05:00', dueHasTime: false, priority: 'urgent' });
  await make('due on sunday', { due: '2026-06-07T18:00:00-05:00', priority: 'high' });
  await make('due next monday', { due: '2026-06-08T09:00:00-05:00' });
  await make('some day', { priority: 'low' });
});
afterAll(() => product.close());

async function say(text: string): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text, at: WEDNESDAY });
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}
const titles = (reply: string) => [...reply.matchAll(/#\d+ ([a-z ]+?)(?: —|$)/gm)].map(([, title]) => title);

describe('showing tasks in words', () => {
  it.each([
    ["what's overdue", ['late by a day', 'late by an hour']],
    ['tareas atrasadas', ['late by a day', 'late by an hour']],
    ["joel's overdue tasks", ['late by an hour']],
    ['tasks this week', ['late by a day', 'due some time today', 'late by an hour', 'due on sunday']],
    ['tasks next week', ['due next monday']],
    ['qué hay para esta semana', ['late by a day', 'due some time today', 'late by an hour', 'due on sunday']],
    ['urgent tasks', ['due some time today']],
    ['high priority tasks', ['due some time today', 'due on sunday']],
    ['low priority tasks', ['some day']],
    ['unassigned tasks', ['late by a day', 'due some time today', 'due on sunday', 'due next monday', 'some day']],
    ["what's due today", ['due some time today', 'late by an hour']],
  ])('"%s"', async (text, wanted) => {
    expect(titles(await say(text))).toEqual(wanted);
  });

  it('says what it was narrowed to', async () => {
    expect(await say("joel's overdue tasks")).toMatch(/^Joel’s overdue tasks \(1\):/);
    expect(await say('tasks next week')).toMatch(/^Open tasks due Mon 8 Jun – Sun 14 Jun \(1\):/);
    expect(await say('urgent tasks at Eagle Lake')).toBe('There are no urgent open tasks at Eagle Lake.');
  });

  it('counts what repeats as done when it was done', async () => {
    await product.ask('POST', '/v1/tasks', {
      title: 'polish the bell',
      due: '2026-06-03T09:00:00-05:00',
      recurrence: 'FREQ=DAILY',
    });
    const { body } = await product.ask('POST', '/v1/messages', { text: 'complete polish the bell' });
    expect(JSON.stringify(body)).toContain('next');
    const done = await product.ask('POST', '/v1/messages', { text: 'what did we get done this week' });
    expect(JSON.stringify(done.body['replies'])).toContain('polish the bell');
    const handoff = await product.ask('POST', '/v1/messages', { text: '/handoff' });
    expect(JSON.stringify(handoff.body['replies'])).toContain('polish the bell');
  });
});

describe('showing tasks over REST', () => {
  const refs = async (query: string) =>
    itemsIn((await product.ask('GET', `/v1/tasks?status=open&${query}`)).body).map((task) => task['title']);

  it('narrows by what is overdue, by priority, by span and to what is nobody’s', async () => {
    expect(await refs('overdue=true')).toEqual(expect.arrayContaining(['late by a day', 'late by an hour']));
    expect(await refs('priority=urgent')).toEqual(['due some time today']);
    expect(await refs('unassigned=true')).not.toContain('late by an hour');
    expect(await refs('dueFrom=2026-06-07T00:00:00Z&dueBefore=2026-06-08T00:00:00Z')).toEqual(['due on sunday']);
  });

  it('refuses what is neither true nor false', async () => {
    expect((await product.ask('GET', '/v1/tasks?overdue=perhaps')).status).toBe(400);
  });
});
