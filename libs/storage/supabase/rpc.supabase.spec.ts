import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '#core';
import { clientFor, type SupabaseClient } from './client.supabase.ts';
import { DatabaseError, rpc } from './rpc.supabase.ts';
import { openTestDatabase, type TestDatabase } from './testing/index.ts';

describe('rpc', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase({ migrationsDir: join(import.meta.dirname, 'testing/migrations') });
  });
  afterAll(() => database.close());

  const failure = (client: SupabaseClient, name: string, args: object) =>
    rpc(client, name, args).then(
      () => undefined,
      (error: unknown) => error,
    );
  const answering = (status: number, body: string) =>
    clientFor('http://db.local', 'key', async () => new Response(body, { status }));

  it('returns what the function returns', async () => {
    expect(await rpc<number>(database.client, 'add_up', { a: 1 })).toBe(11);
  });

  it('passes on what a function refuses, word for word', async () => {
    const error = await failure(database.client, 'refuse', { p_code: 'PT409', p_message: 'taken' });
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code: 'PT409', message: 'taken', details: 'the details', hint: 'a hint' });
  });

  it('does not take a refusal of ours for an outage', async () => {
    expect(await failure(database.client, 'refuse', { p_code: 'PT503' })).toBeInstanceOf(DatabaseError);
  });

  it('takes a full or closing database for an outage', async () => {
    expect(await failure(database.client, 'refuse', { p_code: '53300' })).toBeInstanceOf(UnavailableError);
    expect(await failure(database.client, 'refuse', { p_code: '57014' })).toBeInstanceOf(UnavailableError);
  });

  it.each([502, 503, 504, 520, 429])(
    'takes a gateway answering %i for an outage, and keeps what it said',
    async (status) => {
      const error = await failure(answering(status, '<html>no upstream</html>'), 'echo', {});
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ cause: { message: '<html>no upstream</html>' } });
    },
  );

  it('lets what is urgent go before what waits already', async () => {
    const done: string[] = [];
    const ask = async (name: string, urgent: boolean) => {
      await rpc(database.client, 'add_up', { a: 1 }, { urgent });
      done.push(name);
    };
    await Promise.all([ask('first', false), ask('second', false), ask('third', false), ask('urgent', true)]);
    expect(done).toEqual(['first', 'urgent', 'second', 'third']);
  });

  it('takes a missing server for an outage', async () => {
    expect(await failure(clientFor('http://127.0.0.1:1', 'key'), 'echo', {})).toBeInstanceOf(UnavailableError);
  });
});
