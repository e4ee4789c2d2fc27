import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientFor, embeddedClient, type SupabaseClient } from '../../../libs/storage/supabase/client.supabase.ts';
import { startLocalSupabase } from '../../../libs/storage/supabase/testing/local/local-supabase.ts';
import { seed } from './seed.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../libs/stores/supabase/migrations');

/** A database with so many tasks, reached as the product reaches it. */
export interface World {
  readonly tasks: number;
  readonly client: SupabaseClient;
  /** Every statement a call makes, as PostgreSQL carried it out; undefined where nobody can tell. */
  plansOf(sql: string): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}

/** Real PostgREST before real PostgreSQL, in a directory that is removed at the end. */
export async function postgresWorld(tasks: number): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'flrts-scale-'));
  chmodSync(directory, 0o755);
  const server = await startLocalSupabase({
    dataDir: join(directory, 'cluster'),
    migrationsDir: MIGRATIONS,
    durable: false,
    jwtSecret: 'a secret that is only used for measuring, forty characters',
  });
  await server.exec(seed(tasks));
  await server.exec('vacuum analyze');
  await server.exec('checkpoint');
  return {
    tasks,
    client: clientFor(server.url, server.key('service_role')),
    plansOf: (sql) => explained(server.postgresPort, sql),
    close: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL in this process, in memory. */
export async function embeddedWorld(tasks: number): Promise<World> {
  // from what was built: it holds what plain node cannot read
  const { openEmbedded } = await import('#storage/supabase');
  const database = await openEmbedded({ migrationsDir: MIGRATIONS });
  await database.exec(seed(tasks));
  await database.exec('vacuum');
  await database.exec('analyze');
  return {
    tasks,
    client: embeddedClient(database.fetch),
    plansOf: async () => undefined,
    close: () => database.close(),
  };
}

/** The part of `pg` used here; it comes without types. */
interface Connection {
  connect(): Promise<void>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'notice', listener: (notice: { message?: string }) => void): void;
}

/** auto_explain says the plan of each statement inside the functions, as a notice. */
async function explained(port: number, sql: string): Promise<string[]> {
  const { Client } = createRequire(import.meta.url)('pg') as { Client: new (options: object) => Connection };
  const connection = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  const plans: string[] = [];
  await connection.connect();
  connection.on('notice', ({ message = '' }) => {
    if (message.includes('plan:')) plans.push(message);
  });
  await connection.query(`load 'auto_explain';
    set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on; set auto_explain.log_buffers = on;
    set auto_explain.log_nested_statements = on; set auto_explain.log_timing = on; set auto_explain.log_level = 'notice'`);
  await connection.query(sql);
  await connection.end();
  return plans;
}
