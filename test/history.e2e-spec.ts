import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function say(text: string, key?: Record<string, string>): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text }, key);
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}

/** Without the moment, which is now. */
const lines = (reply: string) => reply.split('\n').map((line) => line.replace(/^▫️ .*? · /u, ''));

async function somebodyAt(site: string, role: 'operator' | 'manager'): Promise<Record<string, string>> {
  const { body: place } = await product.ask('POST', '/v1/sites', { name: `${site} ${role}` });
  const { body: person } = await product.ask('POST', '/v1/people', {
    name: `${role} ${site}`,
    role,
    siteIds: [place['id']],
  });
  const { body } = await product.ask('POST', '/v1/keys', { name: site, personId: person['id'] });
  return { authorization: `Bearer ${body['key']}` };
}

describe('what has happened to a record', () => {
  it('is told of a task, by number and by words, oldest first', async () => {
    await say('/newtask grease the winch friday 3pm');
    await say('set 1 to high priority');
    await say('assign 1 to Joel');
    await say('done 1');
    await say('undo');
    const told = [
      '📜 What happened to #1 grease the winch:',
      'Admin: made it',
      'Admin: priority: high priority',
      'Admin: for: Joel',
      'Admin: done',
      'Admin: took a change back',
    ];
    for (const text of ['history of 1', 'who changed 1?', 'what happened to task 1', '/history grease the winch'])
      expect([text, lines(await say(text))]).toEqual([text, told]);
    expect(await say('historial de la tarea 1')).toMatch(/^📜 Qué pasó con #1[\s\S]*Admin: lo creó/u);
  });

  it('is told of a list by its items, and of what was spoken of last', async () => {
    await say('add milk and 2 boxes of screws to the shed list');
    await say('remove milk from the shed list');
    await say('rename shed to barn');
    expect(lines(await say('history of the barn list'))).toEqual([
      '📜 What happened to barn:',
      'Admin: added milk and 2 boxes screws',
      'Admin: removed milk',
      'Admin: name: barn',
    ]);
    expect(await say('/history')).toContain('What happened to barn');
  });

  it('asks which record is meant when several have the number, and says when none has', async () => {
    await say('Site Crockett: all quiet');
    await say('finalize report 1');
    expect(await say('history of 1')).toMatch(/▫️ #1 grease the winch[\s\S]*📝 #1 all quiet/u);
    expect(lines(await say('2'))).toEqual([
      '📜 What happened to #1 all quiet:',
      'Admin: made it',
      'Admin: status: final',
    ]);
    expect(lines(await say('history of report 1'))).toHaveLength(3);
    expect(await say('history of 4711')).toBe('⚠️ There is nothing with the number #4711.');
    expect(await say('history of the unicorn list')).toBe('⚠️ There is nothing like "unicorn".');
  });

  it('is the audit’s to tell, which is not for operators', async () => {
    const operator = await somebodyAt('Mathis', 'operator');
    expect(await say('history of task 1', operator)).toBe('⚠️ Your role does not allow that.');
  });

  it('is not told of what is at others’ sites, or in their private lists', async () => {
    const elsewhere = await somebodyAt('Pecos', 'manager');
    await say('/newtask paint the door at Crockett');
    expect(await say('history of task 2')).toContain('paint the door');
    expect(await say('history of task 2', elsewhere)).toBe('⚠️ There is nothing with the number #2.');
    await say('private list gifts: a boat');
    expect(await say('history of the gifts list', elsewhere)).toBe('⚠️ There is nothing like "gifts".');
    expect(await say('history of the barn list', elsewhere)).toContain('name: barn');
  });
});
