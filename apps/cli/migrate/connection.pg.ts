import { createRequire } from 'node:module';
import type { MigrationTarget } from '../../../libs/storage/supabase/embedded/migrations.ts';
import { Stop } from '../cli.ts';

const TRANSACTION_POOLER = '6543';
const CONNECT_WITHIN_MS = 15_000;

/** A database open for migrations. */
export interface Connection extends MigrationTarget {
  readonly name: string;
  close(): Promise<void>;
}

/** The part of `pg` used here; it comes without types. */
interface Client {
  connect(): Promise<void>;
  query(query: string | object): Promise<{ rows: (string | null)[][] }>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

/** Connects as the connection string says; encrypted unless it is this machine or `sslmode` says otherwise. */
export async function connect(url: string): Promise<Connection> {
  const address = addressIn(url);
  const { Client: Pg } = createRequire(import.meta.url)('pg') as { Client: new (options: object) => Client };
  const client = new Pg({
    connectionString: address.href,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'flrts migrate',
  });
  client.on('error', () => undefined); // what was asked then is told
  const name = `${address.hostname}${address.pathname}`;
  await client.connect().catch((cause: unknown) => {
    throw new Stop(`${name} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  return {
    name,
    exec: (script) => client.query(script),
    query: async (text, values) => (await client.query({ text, values, rowMode: 'array', types: AS_TEXT })).rows,
    close: () => client.end(),
  };
}

const AS_TEXT = { getTypeParser: () => (value: string) => value };

function addressIn(url: string): URL {
  if (!URL.canParse(url)) {
    throw new Stop('SUPABASE_DB_URL is no address; encode @ : / ? # in its password as %40 %3A %2F %3F %23', 2);
  }
  const address = new URL(url);
  if (address.port === TRANSACTION_POOLER) {
    throw new Stop('SUPABASE_DB_URL is the transaction pooler (port 6543): take the session pooler, port 5432', 2);
  }
  const here = /^(localhost|127\..*|\[::1\])$/.test(address.hostname);
  if (here || address.searchParams.has('sslmode')) return address;
  // as libpq means it: encrypted. Supabase signs with its own authority; sslmode=verify-full&sslrootcert=FILE checks it
  address.searchParams.set('sslmode', 'require');
  address.searchParams.set('uselibpqcompat', 'true');
  return address;
}
