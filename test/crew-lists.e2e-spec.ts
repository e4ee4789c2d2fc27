import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

let product: Product;
let asBo: Record<string, string>;

beforeAll(async () => {
  product = await startProduct();
  const bo = (await product.ask('POST', '/v1/people', { name: 'Bo', role: 'manager' })).body;
  const key = await product.ask('POST', '/v1/keys', { name: 'of Bo', personId: bo['id'] });
  asBo = { authorization: `Bearer ${String(key.body['key'])}` };
}, 120_000);
afterAll(() => product.close());

async function say(text: string, headers: Record<string, string> = {}): Promise<string> {
  const { body } = await product.ask('POST', '/v1/messages', { text }, headers);
  return itemsIn(body, 'replies')
    .map((reply) => String(reply['text']))
    .join('\n');
}
const lists = async (headers = {}) => itemsIn((await product.ask('GET', '/v1/lists', undefined, headers)).body);
const list = async (name: string): Promise<Json | undefined> => (await lists()).find((one) => one['name'] === name);
const itemsOf = async (name: string) =>
  itemsIn(await list(name)).map((item) => [item['quantity'], item['unit'], item['text']].filter(Boolean).join(' '));

describe('a list that could be one of two', () => {
  it('is asked about, and no third is made', async () => {
    await say('create a list called Truck 4 parts');
    await say('create a list called Truck 5 parts');
    const asked = await say('add rope to the truck list');
    expect(asked).toMatch(/Which one do you mean by “truck”\?\n1\. .*\n2\. .*\n3\. \+ truck/);
    expect(await lists()).toHaveLength(2);
    expect(await say('2')).toContain('rope');
    expect(await lists()).toHaveLength(2);
  });

  it('is made after all when that is chosen', async () => {
    await say('add a winch to the truck list');
    expect(await say('3')).toContain('truck (new list)');
    expect(await itemsOf('truck')).toEqual(['winch']);
  });
});

describe('what is on a list is said otherwise', () => {
  it('in words: how much of it, or what it is; and taken back', async () => {
    await say('add 3 hammers, rope and milk to the amends list');
    expect(await say('change hammers to 5 on the amends list')).toBe('✏️ Now on amends: 5 hammers');
    expect(await say('set rope to 3 rolls on the amends list')).toBe('✏️ Now on amends: 3 rolls rope');
    expect(await say('cambia milk por oat milk en la lista amends')).toBe('✏️ Ahora en amends: oat milk');
    expect(await itemsOf('amends')).toEqual(['5 hammers', '3 rolls rope', 'oat milk']);
    expect(await say('history of the amends list')).toMatch(/changed 5 hammers\n.*changed 3 rolls rope\n/);
    expect(await say('undo')).toContain('Undone');
    expect(await itemsOf('amends')).toEqual(['5 hammers', '3 rolls rope', 'milk']);
    expect(await say('change nails to 9 on the amends list')).toContain('nails');
    expect(await itemsOf('amends')).toHaveLength(3);
  });

  it('over REST, one item at a time, by whoever has seen it as it is', async () => {
    const { body: made } = await product.ask('POST', '/v1/lists', {
      name: 'Rest amends',
      items: [{ text: 'bolts', quantity: '2', unit: 'boxes' }, { text: 'nails' }],
    });
    const [bolts] = itemsIn(made);
    const path = `/v1/lists/${String(made['id'])}/items/${String(bolts?.['id'])}`;
    const more = await product.ask('PATCH', path, { text: 'hex bolts', quantity: '4', unit: null, checked: true });
    expect(itemsIn(more.body)[0]).toMatchObject({ text: 'hex bolts', quantity: '4', unit: null, checked: true });
    expect(itemsIn(more.body)[1]).toMatchObject({ text: 'nails', checked: false });
    const opened = await product.ask('PATCH', path, { quantity: '4', checked: false });
    expect(itemsIn(opened.body)[0]).toMatchObject({ checked: false, checkedAt: null, checkedBy: null });
    const stale = await product.ask('PATCH', path, { quantity: '5' }, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    const nothing = await product.ask('PATCH', path, {});
    expect([nothing.status, JSON.stringify(nothing.body)]).toEqual([400, expect.stringContaining('checked')]);
    for (const wrong of [{ text: '' }, { text: null }, { quantity: 4 }, { unit: 'x'.repeat(41) }])
      expect((await product.ask('PATCH', path, wrong)).status).toBe(400);
    expect(itemsIn((await product.ask('PATCH', path, { checked: false })).body)[0]).toMatchObject({ checked: false });
    const amended = await product.ask('GET', '/v1/search?q=hex');
    expect(itemsIn(amended.body)).toMatchObject([{ entity: 'list', record: { name: 'Rest amends' } }]);
  });
});

describe('things on a list', () => {
  it('are not found on somebody else’s private one, by what is said without its name', async () => {
    await say('private list camping: lantern', asBo);
    expect(await say('got the lantern')).toContain('I am not sure what to do with that');
    await say('add rope to the tow list');
    expect(await say('move the lantern to the tow list')).toBe('⚠️ I can\'t find "lantern" on another list.');
    expect(await say('got the lantern', asBo)).toBe('☑️ Ticked on camping: lantern');
    expect(await say('uncheck lantern')).toBe('⚠️ "lantern" is not ticked on any list.');
  });

  it('are told as far as anybody reads them in a chat', async () => {
    const items = Array.from({ length: 180 }, (_, n) => ({ text: `part ${n + 1}` }));
    await product.ask('POST', '/v1/lists', { name: 'Depot', items });
    const shown = (await say("what's on the depot list?")).split('\n');
    expect([shown[0], shown.length, shown.at(-1)]).toEqual([expect.stringContaining('Depot'), 152, '… and 30 more']);
  });

  it('move to another with how many of them there are, and back when that is undone', async () => {
    await say('add 2 boxes of screws, eggs and milk to the groceries list');
    await say('create a list called Hardware');
    const said = await say('move screws to the hardware list');
    expect(said).toMatch(/Removed from groceries: 2 boxes screws[\s\S]*Added to Hardware: 2 boxes screws/);
    expect(await itemsOf('groceries')).toEqual(['eggs', 'milk']);
    await say('undo');
    expect([await itemsOf('groceries'), await itemsOf('Hardware')]).toEqual([['2 boxes screws', 'eggs', 'milk'], []]);
  });

  it('that are nowhere are not moved, and those on two lists are asked about', async () => {
    expect(await say('move unobtainium to the hardware list')).toContain('I can\'t find "unobtainium"');
    await say('create a list called Spare');
    await say('add milk to the spare list');
    expect(await say('move milk to the hardware list')).toMatch(/Which one do you mean by “milk”\?/);
    expect(await say('move milk from spare to the hardware list')).toContain('Removed from Spare: milk');
  });

  it('are all gone when the list is cleared, and back in order when that is undone', async () => {
    await say('clear the groceries list');
    expect(await itemsOf('groceries')).toEqual([]);
    await say('undo');
    expect(await itemsOf('groceries')).toEqual(['2 boxes screws', 'eggs', 'milk']);
  });
});

describe('a private list', () => {
  it('is seen by whoever made it and by nobody else, wherever they look', async () => {
    expect(await say('create a private list called Gifts with a drum')).toContain('Gifts');
    const gifts = await list('Gifts');
    expect(gifts).toMatchObject({ private: true });
    expect((await lists(asBo)).map((one) => one['name'])).not.toContain('Gifts');
    expect((await product.ask('GET', `/v1/lists/${gifts?.['id']}`, undefined, asBo)).status).toBe(404);
    expect(
      (await product.ask('POST', `/v1/lists/${gifts?.['id']}/items`, { items: [{ text: 'x' }] }, asBo)).status,
    ).toBe(404);
    expect(JSON.stringify((await product.ask('GET', '/v1/search?q=drum', undefined, asBo)).body)).not.toContain(
      'drum"',
    );
    expect(JSON.stringify((await product.ask('GET', '/v1/search?q=drum')).body)).toContain('Gifts');
    const audit = async (headers = {}) =>
      JSON.stringify((await product.ask('GET', '/v1/audit?entity=list', undefined, headers)).body);
    expect(await audit()).toContain('Gifts');
    expect(await audit(asBo)).not.toContain('Gifts');
    expect(await say('what is on the gifts list', asBo)).not.toContain('drum');
    expect(await say('show my lists', asBo)).not.toContain('Gifts');
    expect(await say('what is on the gifts list')).toContain('🔒');
  });

  it('may have the name of one of somebody else', async () => {
    await say('add a hat to the gifts list', asBo);
    expect(await itemsOf('Gifts')).toEqual(['drum']);
  });

  it('is "my private list" where it is the only one', async () => {
    expect(await say('add a kite to my private list')).toContain('Added to Gifts: kite');
  });

  it('is found by its name beside “private”; a new one that is called so is not shared', async () => {
    expect(await say('add a map to my private gifts list')).toContain('Added to Gifts: map');
    expect(await say('agrega un libro a mi lista privada gifts')).toContain('Agregado a Gifts: un libro');
    await say('add rope to my private errands list');
    expect(await say('what is on the private errands list')).toContain('🔒');
    expect(JSON.stringify(await lists(asBo))).not.toContain('errands');
    await say('undo');
  });

  it('is shared when its maker says so, and taken back by nobody else', async () => {
    await say('create a private list called Secret tools');
    expect(await say('share the secret tools list with everyone')).toContain('everybody sees it');
    const shared = await list('Secret tools');
    expect((await lists(asBo)).map((one) => one['name'])).toContain('Secret tools');
    const taken = await product.ask('PATCH', `/v1/lists/${shared?.['id']}`, { private: true }, asBo);
    expect(taken.status).toBe(403);
    const renamed = await product.ask('PATCH', `/v1/lists/${shared?.['id']}`, { name: 'Tools', private: true });
    expect(renamed.body).toMatchObject({ name: 'Tools', private: true });
    await say('undo');
  });

  it('keeps what was on it to its maker when it is shared afterwards', async () => {
    await say('create a private list called Surprise with a trumpet and a cake');
    await say('remove the trumpet from the surprise list');
    await say('share the surprise list with everyone');
    await say('add plates to the surprise list');
    const { id } = (await list('Surprise')) ?? {};
    const audit = async (headers = {}) =>
      JSON.stringify((await product.ask('GET', `/v1/audit?entityId=${String(id)}`, undefined, headers)).body);
    expect(await audit()).toContain('trumpet');
    expect(await audit(asBo)).not.toContain('trumpet');
    expect(await audit(asBo)).toContain('plates');
    expect(await say('history of the surprise list', asBo)).not.toContain('trumpet');
  });

  it('keeps its name from being that of another when it is shared', async () => {
    await product.ask('POST', '/v1/lists', { name: 'Twin' });
    const hidden = await product.ask('POST', '/v1/lists', { name: 'Twin', private: true });
    const path = `/v1/lists/${String(hidden.body['id'])}`;
    const shared = await product.ask('PATCH', path, { private: false });
    expect([shared.status, shared.body['detail']]).toEqual([409, 'There is a list called "Twin" already']);
    expect((await product.ask('PATCH', path, { private: false, name: 'Triplet' })).body).toMatchObject({
      name: 'Triplet',
      private: false,
    });
  });

  it('is neither read in what its maker said, nor taken back by a manager', async () => {
    await say('create a private list called Presents with a kazoo');
    await say('what is on the presents list');
    const messages = async (headers = {}) =>
      JSON.stringify((await product.ask('GET', '/v1/messages?limit=100', undefined, headers)).body).toLowerCase();
    expect(await messages()).toContain('kazoo');
    expect(await messages(asBo)).not.toMatch(/kazoo|presents/);
    const [made] = itemsIn((await product.ask('GET', '/v1/audit?entity=list')).body);
    expect(await say(`/undo ${String(made?.['id'])}`, asBo)).toContain('nothing to undo');
    expect(await itemsOf('Presents')).toEqual(['kazoo']);
  });

  it('is no longer reached by what others did to it while it was shared', async () => {
    await say('create a list called Stage');
    await say('add a lamp to the stage list', asBo);
    await product.ask('PATCH', `/v1/lists/${String((await list('Stage'))?.['id'])}`, { private: true });
    expect(await say('undo', asBo)).not.toContain('Stage');
    expect(await itemsOf('Stage')).toEqual(['lamp']);
  });
});
