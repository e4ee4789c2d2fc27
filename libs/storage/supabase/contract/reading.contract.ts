import { beforeEach, describe, expect, it } from '@jest/globals';
import type { UnderTest } from '../supabase.contract.ts';

/** How rows are found, counted and embedded. */
export function readingContract(on: UnderTest): void {
  const addList = (owner: string, name: string, rank = 7) => on.client.from('lists').insert({ owner, name, rank });
  const addItems = (...texts: string[]) =>
    on.client
      .from('list_items')
      .insert(texts.map((text, position) => ({ list_id: 1, text, position, done: text === 'b' })));

  describe('reading', () => {
    beforeEach(async () => {
      await addList('ann', 'a', 1);
      await addList('ann', 'b', 2);
      await addList('bob', 'c', 3);
    });

    it('counts all and returns a part', async () => {
      const { data, count, status } = await on.client
        .from('lists')
        .select('name', { count: 'exact' })
        .order('id')
        .range(1, 1);
      expect([status, count, data]).toEqual([206, 3, [{ name: 'b' }]]);
    });

    it('returns one row, or null, or an error', async () => {
      const one = (id: number) => on.client.from('lists').select('name').eq('id', id);
      expect(await one(1).single()).toMatchObject({ data: { name: 'a' } });
      expect(await one(9).maybeSingle()).toMatchObject({ data: null, error: null });
      expect(await one(9).single()).toMatchObject({
        error: { code: 'PGRST116', details: 'The result contains 0 rows' },
      });
    });

    it('combines filters with and, or and not', async () => {
      const { data } = await on.client
        .from('lists')
        .select('name')
        .or('rank.eq.3,and(owner.eq.ann,not.or(rank.eq.1,rank.gt.9))')
        .order('id');
      expect(data).toEqual([{ name: 'b' }, { name: 'c' }]);
    });

    it('finds nothing in an empty list of values', async () => {
      expect((await on.client.from('lists').select().in('name', [])).data).toEqual([]);
    });

    it('embeds children, parents and the only one, each filtered and ordered by itself', async () => {
      await addItems('c', 'b', 'a');
      await on.client.from('list_covers').insert({ list_id: 1, color: 'red' });
      const { data } = await on.client
        .from('lists')
        .select('name, items:list_items(text, lists(owner)), list_covers(color)')
        .neq('items.text', 'c')
        .order('text', { referencedTable: 'items' })
        .order('id')
        .limit(2);
      expect(data).toEqual([
        {
          name: 'a',
          items: [
            { text: 'a', lists: { owner: 'ann' } },
            { text: 'b', lists: { owner: 'ann' } },
          ],
          list_covers: { color: 'red' },
        },
        { name: 'b', items: [], list_covers: null },
      ]);
    });

    it('leaves out rows without children when they are required', async () => {
      await addItems('a', 'b');
      const { data } = await on.client.from('lists').select('name, list_items!inner(text)').eq('list_items.done', true);
      expect(data).toEqual([{ name: 'a', list_items: [{ text: 'b' }] }]);
      const none = await on.client.from('lists').select('name, list_items()').is('list_items', null).order('id');
      expect(none.data).toEqual([{ name: 'b' }, { name: 'c' }]);
    });

    it('counts children', async () => {
      await addItems('a', 'b');
      const { data } = await on.client.from('lists').select('name, list_items(count)').order('id').limit(1);
      expect(data).toEqual([{ name: 'a', list_items: [{ count: 2 }] }]);
    });

    it('reads inside JSON', async () => {
      await on.client
        .from('notes')
        .insert({ chat_id: 1, author: 'a', body: 'b', data: { a: [1, { k: 'v' }], 'we ird': 2 } });
      const { data } = await on.client
        .from('notes')
        .select('data->a->1->>k, w:data->"we ird", first:data->a->0')
        .gt('data->"we ird"', 1);
      expect(data).toEqual([{ k: 'v', w: 2, first: 1 }]);
    });

    it('shows times as ISO 8601 with an offset', async () => {
      await on.client
        .from('notes')
        .insert({ chat_id: 1, author: 'a', body: 'b', created_at: '2026-01-02T03:04:05.678Z' });
      const { data } = await on.client.from('notes').select('created_at');
      expect(data).toEqual([{ created_at: '2026-01-02T03:04:05.678+00:00' }]);
    });
  });
}
