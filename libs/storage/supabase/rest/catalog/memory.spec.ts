import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { embeddedClient } from '../../client.supabase.ts';
import { type EmbeddedDatabase, openEmbedded } from '../../embedded/embedded-database.ts';

const SEVEN = 'create function public.seven() returns int language sql as $$ select 7 $$';

describe('what the database has noted of its own looks', () => {
  const migrationsDir = mkdtempSync(join(tmpdir(), 'flrts-noted-'));
  const file = (name: string, sql: string) =>
    writeFileSync(
      join(migrationsDir, name),
      `${sql};\ngrant execute on all functions in schema public to service_role;`,
    );
  let dump: Blob;

  beforeAll(async () => {
    file('20260101000000_seven.sql', SEVEN);
    const database = await openEmbedded({ migrationsDir });
    expect(await ask(database, 'seven')).toBe(7);
    dump = await database.dump();
    await database.close();
  });
  afterAll(() => rmSync(migrationsDir, { recursive: true, force: true }));

  async function ask(database: EmbeddedDatabase, name: string): Promise<unknown> {
    const { data, error } = await embeddedClient(database.fetch).rpc(name);
    return error ? error.code : (data as unknown);
  }

  async function reopened<T>(use: (database: EmbeddedDatabase) => Promise<T>): Promise<T> {
    const database = await openEmbedded({ dump, migrationsDir });
    try {
      return await use(database);
    } finally {
      await database.close();
    }
  }

  it('is believed when it is opened again, and not when it lacks what is asked for', async () => {
    await reopened(async (database) => {
      await database.query(`update supabase_migrations.catalog set catalog = replace(catalog, '"seven"', '"eight"')`);
      // believed: PostgreSQL itself is asked, and knows no such function
      expect(await ask(database, 'eight')).toBe('42883');
      expect(await ask(database, 'seven')).toBe(7);
      expect(await ask(database, 'eight')).toBe('PGRST202');
    });
  });

  it('is not believed after a script', async () => {
    await reopened(async (database) => {
      await database.query(`update supabase_migrations.catalog set catalog = replace(catalog, '"seven"', '"eight"')`);
      await database.exec('select 1');
      expect(await ask(database, 'eight')).toBe('PGRST202');
    });
  });

  it('is another after a migration', async () => {
    file('20260102000000_eight.sql', SEVEN.replace('seven', 'eight').replace('7', '8'));
    await reopened(async (database) => {
      expect(await ask(database, 'eight')).toBe(8);
      const [[notes, eights] = []] = await database.query(
        `select count(*), count(*) filter (where catalog like '%"eight"%') from supabase_migrations.catalog`,
      );
      expect([notes, eights]).toEqual(['1', '1']);
    });
  });
});
