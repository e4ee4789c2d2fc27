import type { Actor } from '#core';
import { openTestDatabase, type TestDatabase } from '../../storage/supabase/testing/index.ts';
import { Directory } from '../directory.ts';
import { Inbox } from '../inbox.ts';
import { Ledger } from '../ledger.ts';
import { MediaRecords } from '../media.ts';
import { Organisation } from '../organisation.ts';
import { Outbox } from '../outbox.ts';
import { People } from '../people.ts';
import { Records } from '../records.ts';
import { Search } from '../search.ts';
import { Signals } from '../signals.ts';

/** All stores on a fresh embedded database, or on another, with an organisation and its admin. */
export async function openTestStores(on?: Pick<TestDatabase, 'client' | 'exec' | 'query' | 'close'>) {
  const database = on ?? (await openTestDatabase());
  const { client } = database;
  const signals = new Signals();
  const directory = new Directory(client);
  const people = new People(client, directory);
  const organisation = new Organisation(people);
  const { organisationId, adminId } = await organisation.founding();
  const admin: Actor = {
    organisationId,
    personId: adminId,
    name: 'Admin',
    role: 'admin',
    timeZone: 'America/Chicago',
    language: 'en',
  };
  return {
    admin,
    directory,
    client,
    inbox: new Inbox(client, signals),
    ledger: new Ledger(client, signals),
    media: new MediaRecords(client),
    organisation,
    organisationId,
    outbox: new Outbox(client),
    people,
    records: new Records(client),
    search: new Search(client),
    signals,
    exec: (script: string) => database.exec(script),
    /** The rows of a select, as objects. */
    rows: async (select: string): Promise<Record<string, unknown>[]> => {
      const [row] = await database.query(`select coalesce(json_agg(x), '[]') from (${select}) x`);
      return JSON.parse(row?.[0] ?? '[]') as Record<string, unknown>[]; // json_agg of rows is an array of objects
    },
    close: () => database.close(),
  };
}

export type TestStores = Awaited<ReturnType<typeof openTestStores>>;
