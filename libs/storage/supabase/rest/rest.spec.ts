import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import type { SupabaseClient } from '../client.supabase.ts';
import { embeddedBackend, type Backend } from '../testing/backend.ts';

describe('the embedded answers to supabase-js', () => {
  let backend: Backend;
  let client: SupabaseClient;

  beforeAll(async () => {
    backend = await embeddedBackend();
    client = backend.client('service_role');
    await backend.exec(
      `insert into public.labels values (1, 'canary'); insert into public.notes (chat_id, author, body) values (1, 'a', 'b')`,
    );
  });
  afterAll(() => backend.close());

  const unsupported: [string, (c: SupabaseClient) => PromiseLike<unknown>][] = [
    ['CSV', (c) => c.from('notes').select().csv()],
    ['query plans', (c) => c.from('notes').select().explain()],
    ['planned counts', (c) => c.from('notes').select('*', { count: 'planned' })],
    ['estimated counts', (c) => c.from('notes').select('*', { count: 'estimated' })],
    ['a dry run', (c) => c.from('notes').insert({ chat_id: 1 }).rollback()],
    ['spread embeds', (c) => c.from('list_items').select('text, ...lists(name)')],
    ['ordering by an embed', (c) => c.from('list_items').select('text, lists(name)').order('lists(name)')],
    ['embeds through a third table', (c) => c.from('list_items').select('text, labels(name)')],
    ['limits on a delete', (c) => c.from('notes').delete().eq('chat_id', 1).limit(1)],
    ['filters on a function without rows', (c) => c.rpc('words', { p_text: 'a' }).eq('x', 1)],
  ];
  it.each(unsupported)('says plainly that it does not support %s', async (_, ask) => {
    expect(await ask(client)).toMatchObject({ status: 501, error: { code: 'EMBEDDED501' } });
  });

  const requests: [string, string, RequestInit][] = [
    ['PUT', '/rest/v1/notes', { method: 'PUT', body: '{}' }],
    ['another API', '/auth/v1/user', {}],
    ['the OpenAPI description', '/rest/v1/', {}],
    ['the header Range', '/rest/v1/notes', { headers: { range: '0-1' } }],
    [
      'a form',
      '/rest/v1/notes',
      { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
  ];
  it.each(requests)('says plainly that it does not support %s', async (_, path, init) => {
    expect((await backend.fetch(backend.url + path, init)).status).toBe(501);
  });

  it('refuses a schema that is not exposed', async () => {
    expect(await client.schema('auth').from('users').select()).toMatchObject({
      status: 406,
      error: { code: 'PGRST106' },
    });
  });

  it('notices tables and functions that are made later', async () => {
    expect(await client.from('later').select()).toMatchObject({ status: 404 });
    await backend.exec('create table public.later (id int); grant select on public.later to service_role');
    expect(await client.from('later').select()).toMatchObject({ status: 200, data: [] });
    await backend.exec('drop table public.later');
  });

  it('starts nothing for a request that was given up', async () => {
    const controller = new AbortController();
    controller.abort();
    const { error } = await client.from('labels').insert({ id: 2, name: 'never' }).abortSignal(controller.signal);
    expect(error).toMatchObject({ code: '' });
    expect(await client.from('labels').select('*', { count: 'exact', head: true })).toMatchObject({ count: 1 });
  });

  it('leaves sockets and timers room beside a long row of requests', async () => {
    const ticks: number[] = [];
    const timer = setInterval(() => ticks.push(1), 1);
    for (let i = 0; i < 5000 && ticks.length < 4; i += 1) await client.rpc('null_text');
    clearInterval(timer);
    expect(ticks).toHaveLength(4);
  });

  describe('given hostile text', () => {
    const hostile = oneof(
      string({ unit: 'binary', maxLength: 12 }),
      array(constantFrom(...`'"\\;)(,.->{}*:!$ `, '--', '/*', '$1', ' or 1=1', 'null', 'a', '\0', '%', 'é'), {
        maxLength: 8,
      }).map((parts) => parts.join('')),
    );
    // 42601 is a syntax error: text of the request would have become SQL.
    const harmless = async (asking: PromiseLike<{ status: number; error: { code?: string } | null }>) => {
      const { status, error } = await asking;
      expect([status < 500 || status === 501, error?.code === '42601']).toEqual([true, false]);
    };
    const ask: [string, (text: string) => PromiseLike<{ status: number; error: { code?: string } | null }>][] = [
      ['a value', (text) => client.from('notes').select('id').eq('author', text)],
      ['a list', (text) => client.from('notes').select('id').in('author', [text, 'x'])],
      [
        'a column',
        (text) =>
          client
            .from('notes')
            .select('id')
            .eq(text || 'x', 1),
      ],
      ['a selected column', (text) => client.from('notes').select(text)],
      ['a quoted column', (text) => client.from('notes').select(`"${text.replaceAll(/["\\]/g, '')}"`)],
      ['a cast', (text) => client.from('notes').select(`id::${text}`)],
      ['an alias', (text) => client.from('notes').select(`${text}:id`)],
      ['a step into JSON', (text) => client.from('notes').select(`data->"${text.replaceAll(/["\\]/g, '')}"`)],
      ['an order', (text) => client.from('notes').select('id').order(text)],
      ['a logic tree', (text) => client.from('notes').select('id').or(`author.eq.${text}`)],
      ['an operator', (text) => client.from('notes').select('id').filter('author', text, 'x')],
      [
        'a search configuration',
        (text) => client.from('notes').select('id').textSearch('search', 'x', { config: text }),
      ],
      ['an embed', (text) => client.from('lists').select(`list_items!${text}(id)`)],
      ['a table', (text) => client.from(`${text || 'x'}`).select()],
      ['a function', (text) => client.rpc(text || 'x')],
      ['an argument name', (text) => client.rpc('echo', { [text]: 1 })],
      ['a column to write', (text) => client.from('labels').insert(JSON.parse(`{${JSON.stringify(text)}:1}`))],
      [
        'columns of a conflict',
        (text) => client.from('labels').upsert({ id: 1, name: 'canary' }, { onConflict: text }),
      ],
    ];
    it.each(ask)('as %s, never makes SQL of it', async (_, asking) => {
      await assert(
        asyncProperty(hostile, (text) => harmless(asking(text))),
        { numRuns: 60, seed: 11 },
      );
      expect((await client.from('labels').select()).data).toEqual([{ id: 1, name: 'canary' }]);
    });
  });
});
