import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SupabaseClient } from './client.supabase.ts';
import type { Backend } from './testing/backend.ts';

const EMPTY = 'truncate public.notes, public.lists, public.labels, public.own_things restart identity cascade';

/** What every database behind `SupabaseClient` does, whether it is a server or in this process. */
export function supabaseContract(name: string, open: () => Promise<Backend>): void {
  describe(`a SupabaseClient on ${name}`, () => {
    let backend: Backend;
    let client: SupabaseClient;

    beforeAll(async () => {
      backend = await open();
      client = backend.client('service_role');
    });
    beforeEach(() => backend.exec(EMPTY));
    afterAll(() => backend?.close());

    const addList = (owner: string, name: string, rank = 7) => client.from('lists').insert({ owner, name, rank });
    const addItems = (...texts: string[]) =>
      client
        .from('list_items')
        .insert(texts.map((text, position) => ({ list_id: 1, text, position, done: text === 'b' })));

    describe('writing', () => {
      it('returns the row it made, with its defaults', async () => {
        const { data, status } = await client.from('lists').insert({ owner: 'ann', name: 'tools' }).select().single();
        expect([status, data]).toEqual([201, { id: 1, owner: 'ann', name: 'tools', rank: 7 }]);
      });

      it('returns nothing unless asked', async () => {
        expect(await addList('ann', 'tools')).toMatchObject({ status: 201, data: null, error: null });
      });

      it('keeps all rows of one insert or none', async () => {
        const { error } = await client.from('lists').insert([
          { owner: 'ann', name: 'a' },
          { owner: 'ann', name: null },
        ]);
        expect(error?.code).toBe('23502');
        expect(await client.from('lists').select('*', { count: 'exact', head: true })).toMatchObject({ count: 0 });
      });

      it('inserts null for what a row leaves out, or its default when asked', async () => {
        const rows = [
          { owner: 'ann', name: 'a' },
          { owner: 'ann', name: 'b', rank: 1 },
        ];
        expect((await client.from('lists').insert(rows)).error?.code).toBe('23502');
        const { data } = await client.from('lists').insert(rows, { defaultToNull: false }).select('name,rank');
        expect(data).toEqual([
          { name: 'a', rank: 7 },
          { name: 'b', rank: 1 },
        ]);
      });

      it('inserts no rows from an empty array', async () => {
        expect(await client.from('lists').insert([]).select()).toMatchObject({ status: 201, data: [] });
      });

      it('upserts on the columns of a constraint and says whether anything is new', async () => {
        const upsert = (rank: number, ignoreDuplicates = false) =>
          client
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
        const { data } = await client.from('lists').update({ rank: 1 }).eq('owner', 'ann').select('owner,rank');
        expect(data).toEqual([{ owner: 'ann', rank: 1 }]);
        expect(await client.from('lists').update({ rank: 2 }).eq('owner', 'eve')).toMatchObject({ status: 204 });
        expect(await client.from('lists').update({}).eq('owner', 'ann').select()).toMatchObject({
          status: 200,
          data: [],
        });
      });

      it('lets only one of two changes of the same version through', async () => {
        await addList('ann', 'a', 1);
        const change = () => client.from('lists').update({ rank: 2 }).eq('name', 'a').eq('rank', 1).select('rank');
        const found = await Promise.all([change(), change()]);
        expect(found.map(({ data }) => data?.length).sort()).toEqual([0, 1]);
      });

      it('deletes and counts', async () => {
        await addList('ann', 'a');
        await addList('ann', 'b');
        expect(await client.from('lists').delete({ count: 'exact' }).eq('owner', 'ann')).toMatchObject({
          status: 204,
          count: 2,
        });
      });

      it('keeps nothing when exactly one row was demanded and there are two', async () => {
        const rows = [
          { owner: 's', name: 'a' },
          { owner: 's', name: 'b' },
        ];
        expect(await client.from('lists').insert(rows).select().single()).toMatchObject({ status: 406 });
        expect((await client.from('lists').select()).data).toEqual([]);
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
        const { data } = await client.from('notes').insert(note).select(Object.keys(note).join(',')).single();
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
        [
          'a filter on what is not embedded',
          400,
          'PGRST108',
          (c) => c.from('lists').select('id').eq('list_items.id', 1),
        ],
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
        expect(await ask(client)).toMatchObject({ status, error: { code }, data: null });
      });

      it('answers an unknown table with 404', async () => {
        expect(await client.from('nope').select()).toMatchObject({ status: 404, data: null });
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

    describe('reading', () => {
      beforeEach(async () => {
        await addList('ann', 'a', 1);
        await addList('ann', 'b', 2);
        await addList('bob', 'c', 3);
      });

      it('counts all and returns a part', async () => {
        const { data, count, status } = await client
          .from('lists')
          .select('name', { count: 'exact' })
          .order('id')
          .range(1, 1);
        expect([status, count, data]).toEqual([206, 3, [{ name: 'b' }]]);
      });

      it('returns one row, or null, or an error', async () => {
        const one = (id: number) => client.from('lists').select('name').eq('id', id);
        expect(await one(1).single()).toMatchObject({ data: { name: 'a' } });
        expect(await one(9).maybeSingle()).toMatchObject({ data: null, error: null });
        expect(await one(9).single()).toMatchObject({
          error: { code: 'PGRST116', details: 'The result contains 0 rows' },
        });
      });

      it('combines filters with and, or and not', async () => {
        const { data } = await client
          .from('lists')
          .select('name')
          .or('rank.eq.3,and(owner.eq.ann,not.or(rank.eq.1,rank.gt.9))')
          .order('id');
        expect(data).toEqual([{ name: 'b' }, { name: 'c' }]);
      });

      it('finds nothing in an empty list of values', async () => {
        expect((await client.from('lists').select().in('name', [])).data).toEqual([]);
      });

      it('embeds children, parents and the only one, each filtered and ordered by itself', async () => {
        await addItems('c', 'b', 'a');
        await client.from('list_covers').insert({ list_id: 1, color: 'red' });
        const { data } = await client
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
        const { data } = await client.from('lists').select('name, list_items!inner(text)').eq('list_items.done', true);
        expect(data).toEqual([{ name: 'a', list_items: [{ text: 'b' }] }]);
        const none = await client.from('lists').select('name, list_items()').is('list_items', null).order('id');
        expect(none.data).toEqual([{ name: 'b' }, { name: 'c' }]);
      });

      it('counts children', async () => {
        await addItems('a', 'b');
        const { data } = await client.from('lists').select('name, list_items(count)').order('id').limit(1);
        expect(data).toEqual([{ name: 'a', list_items: [{ count: 2 }] }]);
      });

      it('reads inside JSON', async () => {
        await client
          .from('notes')
          .insert({ chat_id: 1, author: 'a', body: 'b', data: { a: [1, { k: 'v' }], 'we ird': 2 } });
        const { data } = await client
          .from('notes')
          .select('data->a->1->>k, w:data->"we ird", first:data->a->0')
          .gt('data->"we ird"', 1);
        expect(data).toEqual([{ k: 'v', w: 2, first: 1 }]);
      });

      it('shows times as ISO 8601 with an offset', async () => {
        await client
          .from('notes')
          .insert({ chat_id: 1, author: 'a', body: 'b', created_at: '2026-01-02T03:04:05.678Z' });
        const { data } = await client.from('notes').select('created_at');
        expect(data).toEqual([{ created_at: '2026-01-02T03:04:05.678+00:00' }]);
      });
    });

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
        const { data, error } = await client.rpc(name, args);
        expect([error, data]).toEqual([null, expected]);
      });

      it('answers 204 when a function returns nothing', async () => {
        expect(await client.rpc('nothing')).toMatchObject({ status: 204 });
      });

      it('lets a function set the status', async () => {
        expect(await client.rpc('created')).toMatchObject({ status: 202, data: '202' });
      });

      it('filters, orders and embeds in the rows a function returns', async () => {
        await addList('ann', 'a');
        await addList('ann', 'b');
        await addItems('x');
        const { data } = await client
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
        expect(await client.rpc('add_up', { a: 1, b: 2 }, { get: true })).toMatchObject({ data: 3 });
        const writing = await client.rpc('make_list', { p_owner: 'a', p_name: 'b', p_items: [] }, { get: true });
        expect(writing).toMatchObject({ status: 405, error: { code: '25006' } });
      });

      it('undoes everything a function did before it raised', async () => {
        const { error, status } = await client.rpc('make_list', { p_owner: 'a', p_name: 'b', p_items: ['x', ''] });
        expect([status, error]).toMatchObject([422, { code: 'PT422', message: 'an item is empty' }]);
        expect((await client.from('lists').select()).data).toEqual([]);
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
        expect(await client.rpc('refuse', { p_code: code, p_message: 'taken' })).toMatchObject({
          status,
          error: { code, message: 'taken', details: 'the details', hint: 'a hint' },
        });
      });
    });

    describe('roles', () => {
      beforeEach(async () => {
        await client.from('own_things').insert([
          { owner: 'u1', title: 'mine' },
          { owner: 'u2', title: 'theirs' },
        ]);
      });

      it('tells a function who asks', async () => {
        const { data } = await backend.client('authenticated', { sub: 'u1' }).rpc('who');
        expect(data).toMatchObject({ role: 'authenticated', sub: 'u1', method: 'POST', route: '/rpc/who' });
      });

      it('shows a person only what the policy allows', async () => {
        const { data } = await backend.client('authenticated', { sub: 'u1' }).from('own_things').select('title');
        expect(data).toEqual([{ title: 'mine' }]);
      });

      it('answers 401 to nobody and 403 to somebody who may not', async () => {
        const denied = { error: { code: '42501' } };
        expect(await backend.client('anon').from('lists').select()).toMatchObject({ status: 401, ...denied });
        expect(await backend.client('anon').rpc('echo', { p: 1 })).toMatchObject({ status: 401, ...denied });
        const somebody = backend.client('authenticated', { sub: 'u1' });
        expect(await somebody.from('lists').select()).toMatchObject({ status: 403, ...denied });
        expect(await somebody.from('own_things').delete().eq('id', 1)).toMatchObject({ status: 403, ...denied });
      });

      it('refuses a token that is not signed with its secret', async () => {
        const head = Buffer.from('{"alg":"none"}').toString('base64url');
        const forged = `${head}.${Buffer.from('{"role":"service_role"}').toString('base64url')}.AAAA`;
        const answer = await backend.fetch(`${backend.url}/rest/v1/lists`, {
          headers: { authorization: `Bearer ${forged}` },
        });
        expect(answer.status).toBe(401);
      });
    });

    describe('many at once', () => {
      it('keeps exactly what it acknowledged, beside requests that fail', async () => {
        const asked = Array.from({ length: 200 }, (_, i) => ({ owner: 'ann', name: `n${i}`, bad: i % 5 === 4 }));
        const answers = await Promise.all(
          asked.map(({ owner, name, bad }) => client.from('lists').insert({ owner, name, ...(bad && { rank: null }) })),
        );
        expect(answers.map(({ error }) => error?.code)).toEqual(asked.map(({ bad }) => (bad ? '23502' : undefined)));
        const { data } = await client.from('lists').select('name');
        const kept = (data ?? []).map(({ name }) => String(name)).sort();
        expect(kept).toEqual(asked.flatMap(({ name, bad }) => (bad ? [] : [name])).sort());
      });

      it('never lends one role to another', async () => {
        const anon = backend.client('anon');
        const answers = await Promise.all(
          Array.from({ length: 100 }, async (_, i) => {
            if (i % 2) return (await client.rpc('who')).data.role === 'service_role';
            return (await anon.rpc('who')).data.role === 'anon' && (await anon.from('lists').select()).status === 401;
          }),
        );
        expect(answers.every(Boolean)).toBe(true);
      });
    });
  });
}
