import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientFor, type SupabaseClient } from '../client.supabase.ts';
import { openEmbedded } from '../embedded/embedded-database.ts';
import { fetchOverKeptConnections } from '../kept-connections.ts';
import { signToken } from './local/postgrest.ts';
import { type LocalSupabase, startLocalSupabase } from './local/local-supabase.ts';

/** One of the databases the contract is checked on. */
export interface Backend {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** A client with a token for a role. */
  client(role: string, claims?: Readonly<Record<string, unknown>>): SupabaseClient;
  /** Runs a script as the owner of the database. */
  exec(script: string): Promise<unknown>;
  /** Runs one statement as the owner; every value comes back as PostgreSQL writes it. */
  query: LocalSupabase['query'];
  close(): Promise<void>;
}

const MIGRATIONS = join(import.meta.dirname, 'migrations');
const SECRET = 'a secret that is only used in tests, forty characters';

/** PostgreSQL in this process, in memory. */
export async function embeddedBackend(): Promise<Backend> {
  const database = await openEmbedded({ migrationsDir: MIGRATIONS, keys: { jwtSecret: SECRET } });
  const url = 'http://embedded.local';
  return {
    url,
    fetch: database.fetch,
    client: (role, claims) => clientFor(url, signToken({ ...claims, role }, SECRET), database.fetch),
    exec: (script) => database.exec(script),
    query: (sql, values) => database.query(sql, values),
    close: () => database.close(),
  };
}

/** Real PostgREST in front of real PostgreSQL, in a directory that is removed at the end; with the contract's tables unless others are named. */
export async function postgrestBackend(migrationsDir = MIGRATIONS): Promise<Backend> {
  const directory = mkdtempSync(join(tmpdir(), 'flrts-postgres-'));
  chmodSync(directory, 0o755);
  const server = await startLocalSupabase({
    dataDir: join(directory, 'cluster'),
    migrationsDir,
    durable: false,
    jwtSecret: SECRET,
  });
  const asProduct = fetchOverKeptConnections();
  return {
    url: server.url,
    fetch,
    client: (role, claims) => clientFor(server.url, server.key(role, claims), asProduct),
    exec: (script) => server.exec(script),
    query: (sql, values) => server.query(sql, values),
    close: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
