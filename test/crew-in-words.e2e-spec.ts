import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemsIn, type Json, type Product, startProduct } from './product.ts';

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
const names = async (path: string) => itemsIn((await product.ask('GET', path)).body).map(({ name }) => name);
async function keyFor(fields: Json): Promise<Record<string, string>> {
  const { body } = await product.ask('POST', '/v1/keys', { name: 'key', ...fields });
  return { authorization: `Bearer ${body['key']}` };
}

describe('the crew, in words', () => {
  it('is added to, and known at once', async () => {
    expect(await say('/newtask @dave fix the pump')).toContain('An admin can add them: /newperson dave');
    expect(await say('/newperson Dave')).toBe('👤 On the crew from now on: Dave');
    expect(await say('add Dave to the crew')).toBe('Dave is on the crew already');
    expect(await say('/newtask @dave fix the pump')).toContain('👤 Dave');
    expect(await say('agrega a Rosa al equipo')).toBe('👤 Ya es del equipo: Rosa');
    expect(await names('/v1/people')).toEqual(expect.arrayContaining(['Dave', 'Rosa']));
  });

  it('has its sites named, each once; a sample gives way', async () => {
    expect(await say('new site Pecos Yard')).toBe('📍 New site: Pecos Yard');
    expect(await say('/newtask sweep the floor at Pecos Yard')).toContain('📍 Pecos Yard');
    expect(await say('add site Pecos Yard')).toBe('⚠️ There is a site called "Pecos Yard" already.');
    expect(await say('/newsite Eagle Lake')).toBe('📍 New site: Eagle Lake');
    expect((await names('/v1/sites')).filter((name) => name === 'Eagle Lake')).toHaveLength(1);
    expect(await say('/newsite')).toBe('What should it be called?');
    expect(await say('Fort Stockton')).toBe('📍 New site: Fort Stockton');
  });

  it('is not added to by what only sounds like it', async () => {
    const before = [await names('/v1/people'), await names('/v1/sites')];
    for (const text of [
      'new site visit tomorrow',
      'add bolts to the team',
      'add site visit to the shopping list',
      'new person needed at Pecos Yard',
    ])
      expect([text, await say(text)]).not.toEqual([text, expect.stringMatching(/New site|On the crew/u)]);
    expect([await names('/v1/people'), await names('/v1/sites')]).toEqual(before);
  });

  it('is added to by whoever may: people by managers, at their sites; sites by admins; with a key for that', async () => {
    const [site] = itemsIn((await product.ask('GET', '/v1/sites?limit=100')).body).filter(
      ({ name }) => name === 'Pecos Yard',
    );
    const make = async (role: string) =>
      (await product.ask('POST', '/v1/people', { name: role, role, siteIds: [site?.['id']] })).body['id'];
    const scopes = ['read', 'write', 'admin'];
    const manager = await keyFor({ personId: await make('manager'), scopes });
    const operator = await keyFor({ personId: await make('operator'), scopes });
    expect(await say('/newperson Zoe', operator)).toBe('⚠️ Your role does not allow that.');
    expect(await say('/newsite Zion', manager)).toBe('⚠️ Your role does not allow that.');
    expect(await say('/newperson Zoe', manager)).toContain('Zoe');
    const [zoe] = itemsIn((await product.ask('GET', '/v1/people?limit=100')).body).filter(({ name }) => name === 'Zoe');
    expect(zoe).toMatchObject({ role: 'operator', siteIds: [site?.['id']] });
    const writer = await keyFor({ scopes: ['read', 'write'] });
    expect(await say('/newsite Zion', writer)).toBe('⚠️ This API key may not change who or what there is.');
  });
});
