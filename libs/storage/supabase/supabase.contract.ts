import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SupabaseClient } from './client.supabase.ts';
import { functionsContract } from './contract/functions.contract.ts';
import { readingContract } from './contract/reading.contract.ts';
import type { Backend } from './testing/backend.ts';
import { writingContract } from './contract/writing.contract.ts';

const EMPTY = 'truncate public.notes, public.lists, public.labels, public.own_things restart identity cascade';

/** The database under test, which is open while a test runs. */
export interface UnderTest {
  readonly backend: Backend;
  readonly client: SupabaseClient;
}

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

    const on: UnderTest = {
      get backend() {
        return backend;
      },
      get client() {
        return client;
      },
    };
    writingContract(on);
    readingContract(on);
    functionsContract(on);

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
