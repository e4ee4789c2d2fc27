import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReminderClock } from '../libs/delivery/reminder-clock.ts';
import { MakingRounds } from '../libs/delivery/rounds.ts';
import { itemsIn, type Json, type Product, rest, startProduct } from './product.ts';

let product: Product;
let crockett: string;
let joel: string;

beforeAll(async () => {
  product = await startProduct();
  // the day is another than the clock’s
  await rest(product, ReminderClock, MakingRounds);
  crockett = String((await product.ask('POST', '/v1/sites', { name: 'Crockett' })).body['id']);
  joel = String((await product.ask('POST', '/v1/people', { name: 'Joel' })).body['id']);
});
afterAll(() => product.close());

/** Wednesday, in Chicago. */
const AT = '2026-11-25T10:00:00-06:00';
const say = async (text: string) => {
  const { status, body } = await product.ask('POST', '/v1/messages', { text, at: AT });
  expect([text, status]).toEqual([text, 201]);
  const [reply] = itemsIn(body, 'replies');
  const [outcome] = itemsIn(body, 'outcomes');
  return { text: String(reply?.['text']), buttons: reply?.['buttons'], outcome: outcome ?? {} };
};

const found = (outcome: Json) =>
  itemsIn(outcome).map(
    ({ record }) => (record as { title?: string; name?: string }).title ?? (record as { name?: string }).name,
  );

describe('finding in words', () => {
  beforeAll(async () => {
    await say('/newtask Check the pump at Crockett @joel');
    await say('/newtask Find a new generator manual');
    await say('/newtask Revisar la bomba de agua');
    await say('add rope and 2 boxes of screws to the hardware list');
    await say('remind me to call the generator people tomorrow at 5pm');
    const done = { status: 'done', completed_at: '2026-11-18T15:00:00Z', version: 9 };
    await product.backend.client.from('tasks').update(done).eq('ref', 1);
  });

  it.each([
    ['find the generator manual task', ['Find a new generator manual']],
    ['busca la bomba', ['Revisar la bomba de agua']],
    ['/search pumps', ['Check the pump at Crockett']],
    ['encuentra la cuerda o rope', ['hardware']],
    ['find genrator manual', ['Find a new generator manual']],
    ['look for anything about the pump', ['Check the pump at Crockett']],
    ['what did we do at Crockett last week?', ['Check the pump at Crockett']],
    ['¿qué hicimos en Crockett la semana pasada?', ['Check the pump at Crockett']],
    ['when did Joel last check the pump?', ['Check the pump at Crockett']],
    ['what did Joel do yesterday?', []],
    ['what did I do last week?', []],
  ])('%s', async (text, titles) => {
    const { outcome } = await say(text);
    expect(outcome['kind']).toBe('found');
    expect(found(outcome)).toEqual(titles);
  });

  it('says number, people, place and day of each, with a button that shows it', async () => {
    const { text, buttons } = await say('when did Joel last check the pump?');
    expect(text).toBe(
      '🔎 Last like “check pump” of Joel:\n☑️ #1 Check the pump at Crockett — 👤 Joel · 📍 Crockett · ✅ Wed 18 Nov, 09:00',
    );
    expect(buttons).toEqual([[{ label: '#1 Check the pump at Crockett', say: '/showtasks 1' }]]);
    expect((await say('/showtasks 1')).text).toContain('#1 Check the pump');
  });

  it('says what it took for what, where nothing has the word that was said', async () => {
    expect((await say('status of the genrators')).text).toContain('🔎 Found like “genrators” (as “generator”):');
    expect((await say('find hardwre')).text).toMatch(/^🔎 Found like “hardwre” \(as “hardware”\):/);
    expect((await say('encuentra la tarea revixar')).text).toContain('(como «revisar»)');
    expect((await say('busca la bonba de agua')).text).not.toContain('(como');
    expect((await say('find generators')).text).toMatch(/^🔎 Found like “generators”:/);
  });

  it('says which line of a list has the words', async () => {
    expect((await say('find screws')).text).toBe('🔎 Found like “screws”:\n📋 hardware (2)\n   rope, 2 boxes screws');
  });

  it('says so when there is nothing, and what to try', async () => {
    expect((await say('search helicopter')).text).toBe(
      '🔎 Nothing found like “helicopter”.\nTry fewer or other words, or leave out the time, the place or the person.',
    );
  });

  it('shows what is near when nothing is exactly that', async () => {
    const elsewhere = await say('search for open tasks about the pump at Crockett');
    expect([elsewhere.outcome['instead'], found(elsewhere.outcome)]).toEqual([
      'elsewhere',
      ['Check the pump at Crockett'],
    ]);
    const someWords = await say('find the helicopter manual');
    expect([someWords.outcome['instead'], found(someWords.outcome)]).toEqual([
      'some_words',
      ['Find a new generator manual'],
    ]);
  });

  it('asks what to look for, and takes the answer', async () => {
    expect((await say('/ask')).text).toBe('What should I look for?');
    expect(found((await say('rope')).outcome)).toEqual(['hardware']);
  });

  it('is what the conversation is about afterwards', async () => {
    await say('find the generator manual task');
    const { outcome } = await say('complete it');
    expect(outcome).toMatchObject({ kind: 'changed', command: 'task.complete', subject: { task: { ref: 2 } } });
  });

  it('speaks Spanish to those who do', async () => {
    const { body } = await product.ask('GET', '/v1/people');
    const me = itemsIn(body).find(({ name }) => name === 'Admin');
    await product.ask('PATCH', `/v1/people/${String(me?.['id'])}`, { language: 'es' });
    expect((await say('busca helicóptero')).text).toContain('No hay nada como «helicóptero».');
    await product.ask('PATCH', `/v1/people/${String(me?.['id'])}`, { language: 'en' });
  });
});

describe('GET /v1/tasks?q=', () => {
  it('pages through all that fit, each once, newest first', async () => {
    // titles that are like the words in different degrees, so that an order by likeness would not be one by number
    for (let n = 0; n < 9; n += 1)
      await product.ask('POST', '/v1/tasks', { title: `Wash ${'the very '.repeat(n % 3)}truck ${n}` });
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await product.ask('GET', `/v1/tasks?q=wash+truck&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...itemsIn(body).map(({ title }) => title));
      if (body['nextCursor'] === null) break;
      cursor = String(body['nextCursor']);
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `Wash ${'the very '.repeat(n % 3)}truck ${n}`));
  });
});

describe('GET /v1/search', () => {
  const search = (query: string) => product.ask('GET', `/v1/search?${query}`);

  it('answers records of every kind with score, snippet and highlights', async () => {
    const { status, body } = await search('q=pumps');
    expect(status).toBe(200);
    expect(itemsIn(body)).toEqual([
      {
        entity: 'task',
        record: expect.objectContaining({ ref: 1, title: 'Check the pump at Crockett', status: 'done' }),
        score: expect.any(Number),
        at: '2026-11-18T15:00:00.000Z',
        snippet: 'Check the pump at Crockett',
        highlights: [{ start: 10, length: 4 }],
      },
    ]);
    const entities = async (query: string) => itemsIn((await search(query)).body).map(({ entity }) => entity);
    expect(await entities('q=crockett')).toEqual(['site', 'task']);
    expect(await entities('q=joel')).toEqual(['person']);
    expect(await entities('q=generator&entity=reminder')).toEqual(['reminder']);
    expect(await entities(`site=${crockett}&status=done`)).toEqual(['task']);
    expect(await entities(`q=pump&person=${joel}`)).toEqual(['task']);
    expect(await entities('q=pump&from=2026-11-19T00:00:00Z')).toEqual([]);
    expect(await entities('person=me&entity=list')).toEqual(['list']);
  });

  it('pages to the end', async () => {
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await search(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...itemsIn(body).map(({ record }) => (record as Json)['id']));
      if (body['nextCursor'] === null) break;
      cursor = String(body['nextCursor']);
    }
    const { body } = await search('limit=100');
    expect(seen).toEqual(itemsIn(body).map(({ record }) => (record as Json)['id']));
  });

  it.each(['entity=cat', 'site=1', 'from=yesterday', 'cursor=abc', 'limit=0', `q=${'x'.repeat(201)}`, 'colour=red'])(
    'refuses %s and names the field',
    async (query) => {
      const { status, body } = await search(query);
      expect([status, itemsIn(body, 'errors')[0]?.['field']]).toEqual([400, query.split('=')[0]]);
    },
  );

  it('is not for strangers', async () => {
    expect((await product.ask('GET', '/v1/search?q=pump', undefined, { authorization: 'Bearer no' })).status).toBe(401);
  });
});
