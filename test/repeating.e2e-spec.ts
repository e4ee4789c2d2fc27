import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** What the chat answers. */
async function say(text: string, at = '2027-06-02T10:15:00-05:00'): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text, at });
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}

async function task(query: string): Promise<Json> {
  const { body } = await product.ask('GET', `/v1/tasks?q=${encodeURIComponent(query)}`);
  const [only] = itemsIn(body);
  if (!only) throw new Error(`no task like ${query}`);
  return only;
}

describe('a task that repeats', () => {
  it('from when it was done says when it is next, and is open again for that day', async () => {
    expect(await say('grease the pump every 3 days at 9am after done')).toContain('3 days after it is done');
    const { ref } = await task('grease');
    expect(await say(`done ${ref}`, '2027-06-09T16:00:00-05:00')).toContain('next Sat 12 Jun, 09:00');
    expect(await task('grease')).toMatchObject({
      status: 'open',
      due: '2027-06-12T14:00:00.000Z',
      recurrenceFrom: 'completion',
      completedAt: expect.any(String),
    });
  });

  it('is done once when two people say so', async () => {
    await say('drain the tank every 2 days once done');
    const { ref } = await task('drain');
    await say(`done ${ref}`, '2027-06-09T16:00:00-05:00');
    expect(await say(`done ${ref}`, '2027-06-09T16:01:00-05:00')).toContain('That was done already');
    expect(await task('drain')).toMatchObject({ due: '2027-06-11T05:00:00.000Z' });
  });

  it('goes back to the time it had when that is undone, and on again when that is', async () => {
    await say('regar los filtros cada 3 días después de terminar');
    const before = await task('regar');
    const part = await product.ask('POST', '/v1/tasks', { title: 'Fill the can', parentId: before['id'] });
    await product.ask('POST', `/v1/tasks/${part.body['id']}/complete`);
    const partNow = async () => (await product.ask('GET', `/v1/tasks/${part.body['id']}`)).body['status'];

    await say(`done ${before['ref']}`, '2027-06-09T16:00:00-05:00');
    expect([(await task('regar'))['due'], await partNow()]).toEqual(['2027-06-12T05:00:00.000Z', 'open']);
    await say('undo');
    expect([(await task('regar'))['due'], await partNow()]).toEqual([before['due'], 'done']);
    await say('redo');
    expect([(await task('regar'))['due'], await partNow()]).toEqual(['2027-06-12T05:00:00.000Z', 'open']);
  });

  it('by the calendar keeps its weekday and its hour across the change of clocks', async () => {
    await say('/newtask inspect the crane every monday at 7am', '2027-10-26T10:00:00-05:00');
    const { id } = await task('crane');
    expect(await task('crane')).toMatchObject({ due: '2027-11-01T12:00:00.000Z', recurrenceFrom: 'schedule' });
    expect(await say('complete inspect the crane', '2027-11-01T08:00:00-05:00')).toContain('next Mon 8 Nov, 07:00');
    expect((await product.ask('GET', `/v1/tasks/${id}`)).body['due']).toBe('2027-11-08T13:00:00.000Z');
  });

  it('a reminder counted from being done is a task, for only a task can be done', async () => {
    expect(await say('remind me to flush the line every 2 weeks after done')).toMatch(/Task #\d+ flush the line/);
    expect(await task('flush')).toMatchObject({ recurrence: 'FREQ=WEEKLY;INTERVAL=2', recurrenceFrom: 'completion' });
    await say('recuérdame llamar al proveedor cada 3 días después de hacerlo');
    expect((await task('proveedor'))['assignees']).toEqual((await task('flush'))['assignees']);
    expect((await task('proveedor'))['assignees']).toHaveLength(1);
  });

  it('can be told over REST as well, and moves on there', async () => {
    const made = await product.ask('POST', '/v1/tasks', {
      title: 'Test the alarm',
      due: '2020-06-01T09:00:00-05:00',
      recurrence: 'FREQ=DAILY;INTERVAL=2',
      recurrenceFrom: 'completion',
    });
    const done = await product.ask('POST', `/v1/tasks/${made.body['id']}/complete`);
    expect(done.body).toMatchObject({ status: 'open', recurrenceFrom: 'completion' });
    const days = (Date.parse(String(done.body['due'])) - Date.now()) / 86_400_000;
    expect([days > 1, days < 3]).toEqual([true, true]);
  });

  it('made to repeat afterwards', async () => {
    await say('/newtask sweep the yard');
    const { ref } = await task('sweep');
    expect(await say(`make #${ref} repeat every monday at 9`)).toContain('every Monday');
    expect(await say(`make #${ref} repeat every 3 days after done`)).toContain('3 days after it is done');
  });
});
