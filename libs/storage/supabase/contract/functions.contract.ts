import { describe, expect, it } from '@jest/globals';
import type { UnderTest } from '../supabase.contract.ts';

/** How functions are called and what they may refuse. */
export function functionsContract(on: UnderTest): void {
  const addList = (owner: string, name: string, rank = 7) => on.client.from('lists').insert({ owner, name, rank });
  const addItems = (...texts: string[]) =>
    on.client
      .from('list_items')
      .insert(texts.map((text, position) => ({ list_id: 1, text, position, done: text === 'b' })));

  describe('calling functions', () => {
    const calls: [string, string, object, unknown][] = [
      ['JSON', 'echo', { p: { a: [1, null, 'ü'] } }, { a: [1, null, 'ü'] }],
      ['null', 'echo', { p: null }, null],
      ['a null text', 'null_text', {}, null],
      ['nothing', 'nothing', {}, null],
      ['a number, with a default', 'add_up', { a: 1 }, 11],
      ['a set of texts', 'words', { p_text: 'a b' }, ['a', 'b']],
      ['one row of out parameters', 'pair', {}, { first: 1, second: 'two' }],
      [
        'a table',
        'numbered',
        { p_count: 2 },
        [
          { n: 1, square: 1 },
          { n: 2, square: 4 },
        ],
      ],
      ['an array argument', 'sum_of', { p_numbers: [1, 2, 3] }, 6],
      ['the overload that fits', 'overloaded', { a: 1, b: 2 }, 'two'],
    ];
    it.each(calls)('passes %s', async (_, name, args, expected) => {
      const { data, error } = await on.client.rpc(name, args);
      expect([error, data]).toEqual([null, expected]);
    });

    it('answers 204 when a function returns nothing', async () => {
      expect(await on.client.rpc('nothing')).toMatchObject({ status: 204 });
    });

    it('lets a function set the status', async () => {
      expect(await on.client.rpc('created')).toMatchObject({ status: 202, data: '202' });
    });

    it('filters, orders and embeds in the rows a function returns', async () => {
      await addList('ann', 'a');
      await addList('ann', 'b');
      await addItems('x');
      const { data } = await on.client
        .rpc('lists_of', { p_owner: 'ann' })
        .select('name, list_items(text)')
        .neq('name', 'c')
        .order('id', { ascending: false });
      expect(data).toEqual([
        { name: 'b', list_items: [] },
        { name: 'a', list_items: [{ text: 'x' }] },
      ]);
    });

    it('reads with GET and refuses to write with it', async () => {
      expect(await on.client.rpc('add_up', { a: 1, b: 2 }, { get: true })).toMatchObject({ data: 3 });
      const writing = await on.client.rpc('make_list', { p_owner: 'a', p_name: 'b', p_items: [] }, { get: true });
      expect(writing).toMatchObject({ status: 405, error: { code: '25006' } });
    });

    it('undoes everything a function did before it raised', async () => {
      const { error, status } = await on.client.rpc('make_list', { p_owner: 'a', p_name: 'b', p_items: ['x', ''] });
      expect([status, error]).toMatchObject([422, { code: 'PT422', message: 'an item is empty' }]);
      expect((await on.client.from('lists').select()).data).toEqual([]);
    });

    const raised: [string, number][] = [
      ['PT409', 409],
      ['PT499', 499],
      ['P0001', 400],
      ['P0002', 500],
      ['AP001', 400],
      ['42501', 403],
      ['57014', 500],
      ['53400', 503],
      ['XX000', 500],
    ];
    it.each(raised)('answers a raised %s with %i, its message, details and hint', async (code, status) => {
      expect(await on.client.rpc('refuse', { p_code: code, p_message: 'taken' })).toMatchObject({
        status,
        error: { code, message: 'taken', details: 'the details', hint: 'a hint' },
      });
    });
  });
}
