import { describe, expect, it } from '@jest/globals';
import type { SupabaseClient } from '../client.supabase.ts';
import type { UnderTest } from '../supabase.contract.ts';

/** How rows are made, changed and removed, and what is refused. */
export function writingContract(on: UnderTest): void {
  const addList = (owner: string, name: string, rank = 7) => on.client.from('lists').insert({ owner, name, rank });

  describe('writing', () => {
    it('returns the row it made, with its defaults', async () => {
      const { data, status } = await on.client.from('lists').insert({ owner: 'ann', name: 'tools' }).select().single();
      expect([status, data]).toEqual([201, { id: 1, owner: 'ann', name: 'tools', rank: 7 }]);
    });

    it('returns nothing unless asked', async () => {
      expect(await addList('ann', 'tools')).toMatchObject({ status: 201, data: null, error: null });
    });

    it('keeps all rows of one insert or none', async () => {
      const { error } = await on.client.from('lists').insert([
        { owner: 'ann', name: 'a' },
        { owner: 'ann', name: null },
      ]);
      expect(error?.code).toBe('23502');
      expect(await on.client.from('lists').select('*', { count: 'exact', head: true })).toMatchObject({ count: 0 });
    });

    it('inserts null for what a row leaves out, or its default when asked', async () => {
      const rows = [
        { owner: 'ann', name: 'a' },
        { owner: 'ann', name: 'b', rank: 1 },
      ];
      expect((await on.client.from('lists').insert(rows)).error?.code).toBe('23502');
      const { data } = await on.client.from('lists').insert(rows, { defaultToNull: false }).select('name,rank');
      expect(data).toEqual([
        { name: 'a', rank: 7 },
        { name: 'b', rank: 1 },
      ]);
    });

    it('inserts no rows from an empty array', async () => {
      expect(await on.client.from('lists').insert([]).select()).toMatchObject({ status: 201, data: [] });
    });

    it('upserts on the columns of a constraint and says whether anything is new', async () => {
      const upsert = (rank: number, ignoreDuplicates = false) =>
        on.client
          .from('lists')
          .upsert({ owner: 'ann', name: 'a', rank }, { onConflict: 'owner,name', ignoreDuplicates })
          .select('rank');
      expect(await upsert(1)).toMatchObject({ status: 201, data: [{ rank: 1 }] });
      expect(await upsert(2)).toMatchObject({ status: 200, data: [{ rank: 2 }] });
      expect(await upsert(3, true)).toMatchObject({ status: 201, data: [] });
    });

    it('changes only the rows the filters find', async () => {
      await addList('ann', 'a');
      await addList('bob', 'a');
      const { data } = await on.client.from('lists').update({ rank: 1 }).eq('owner', 'ann').select('owner,rank');
      expect(data).toEqual([{ owner: 'ann', rank: 1 }]);
      expect(await on.client.from('lists').update({ rank: 2 }).eq('owner', 'eve')).toMatchObject({ status: 204 });
      expect(await on.client.from('lists').update({}).eq('owner', 'ann').select()).toMatchObject({
        status: 200,
        data: [],
      });
    });

    it('lets only one of two changes of the same version through', async () => {
      await addList('ann', 'a', 1);
      const change = () => on.client.from('lists').update({ rank: 2 }).eq('name', 'a').eq('rank', 1).select('rank');
      const found = await Promise.all([change(), change()]);
      expect(found.map(({ data }) => data?.length).sort()).toEqual([0, 1]);
    });

    it('deletes and counts', async () => {
      await addList('ann', 'a');
      await addList('ann', 'b');
      expect(await on.client.from('lists').delete({ count: 'exact' }).eq('owner', 'ann')).toMatchObject({
        status: 204,
        count: 2,
      });
    });

    it('keeps nothing when exactly one row was demanded and there are two', async () => {
      const rows = [
        { owner: 's', name: 'a' },
        { owner: 's', name: 'b' },
      ];
      expect(await on.client.from('lists').insert(rows).select().single()).toMatchObject({ status: 406 });
      expect((await on.client.from('lists').select()).data).toEqual([]);
    });

    it('keeps big numbers, unusual characters, arrays and JSON as they are', async () => {
      const note = {
        chat_id: -1001234567890123,
        author: 'a,b.(c)"d\\e\'ünï',
        body: 'насос\n50% {x}',
        data: { n: 1, nested: { a: [1, { b: null }] } },
        tags: ['x,y', 'q"z', '{}', ''],
        score: 1.5,
      };
      const { data } = await on.client.from('notes').insert(note).select(Object.keys(note).join(',')).single();
      expect(data).toEqual(note);
    });
  });

  describe('refusing', () => {
    const refusals: [string, number, string, (c: SupabaseClient) => PromiseLike<unknown>][] = [
      ['a broken check', 400, '23514', (c) => c.from('notes').insert({ chat_id: 1, author: 'a', body: '' })],
      ['a missing value', 400, '23502', (c) => c.from('lists').insert({ owner: 'a' })],
      ['a missing parent', 409, '23503', (c) => c.from('list_items').insert({ list_id: 99, text: 'x' })],
      ['a value of another type', 400, '22P02', (c) => c.from('lists').select().eq('id', 'x')],
      ['an unknown column to write', 400, 'PGRST204', (c) => c.from('lists').insert({ nope: 1 })],
      ['an unknown column to read', 400, '42703', (c) => c.from('lists').select('nope')],
      ['an unknown relationship', 400, 'PGRST200', (c) => c.from('lists').select('notes(id)')],
      ['an ambiguous relationship', 300, 'PGRST201', (c) => c.from('handovers').select('labels(name)')],
      ['a filter on what is not embedded', 400, 'PGRST108', (c) => c.from('lists').select('id').eq('list_items.id', 1)],
      ['an unknown operator', 400, 'PGRST100', (c) => c.from('lists').select().filter('id', 'zz', 1)],
      ['an incomplete logic tree', 400, 'PGRST100', (c) => c.from('lists').select().or('id')],
      ['an unknown function', 404, 'PGRST202', (c) => c.rpc('nope', { a: 1 })],
      ['an unknown argument', 404, 'PGRST202', (c) => c.rpc('add_up', { a: 1, c: 2 })],
      ['a missing argument', 404, 'PGRST202', (c) => c.rpc('add_up', { b: 1 })],
      [
        'two upserts of one row',
        400,
        '21000',
        (c) =>
          c.from('labels').upsert([
            { id: 1, name: 'a' },
            { id: 1, name: 'b' },
          ]),
      ],
      ['rows where one is demanded', 406, 'PGRST116', (c) => c.from('lists').select().single()],
      ['a page behind the end', 416, 'PGRST103', (c) => c.from('lists').select('id', { count: 'exact' }).range(5, 9)],
      ['aggregates', 400, 'PGRST123', (c) => c.from('lists').select('rank.sum()')],
    ];
    it.each(refusals)('answers %s with %i and %s', async (_, status, code, ask) => {
      expect(await ask(on.client)).toMatchObject({ status, error: { code }, data: null });
    });

    it('answers an unknown table with 404', async () => {
      expect(await on.client.from('nope').select()).toMatchObject({ status: 404, data: null });
    });

    it('names the constraint a duplicate breaks', async () => {
      await addList('ann', 'a');
      const { error, status } = await addList('ann', 'a');
      expect([status, error]).toMatchObject([
        409,
        { code: '23505', details: 'Key (owner, name)=(ann, a) already exists.' },
      ]);
    });
  });
}
