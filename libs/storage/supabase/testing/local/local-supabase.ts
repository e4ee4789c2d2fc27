import { dirname } from 'node:path';
import { BOOTSTRAP } from '../../embedded/bootstrap.ts';
import { DirectoryLock } from '../../embedded/directory-lock.ts';
import { migrate, migrationsIn, type MigrationTarget } from '../../embedded/migrations.ts';
import { startGateway } from './gateway.ts';
import { startPostgres } from './postgres.ts';
import { signToken, startPostgrest } from './postgrest.ts';

export interface LocalSupabaseOptions {
  /** The cluster's own directory; the one around it is locked. */
  readonly dataDir: string;
  readonly migrationsDir: string;
  readonly durable: boolean;
  /** The port of its URL; any free one when absent. */
  readonly port?: number | undefined;
  readonly jwtSecret: string;
  readonly say?: (line: string) => void;
}

/** Real PostgreSQL and real PostgREST, answering like a hosted Supabase's records. */
export interface LocalSupabase extends MigrationTarget {
  readonly url: string;
  /** Where PostgreSQL itself listens on loopback. */
  readonly postgresPort: number;
  /** A key for a role, with further claims. */
  key(role: string, claims?: Readonly<Record<string, unknown>>): string;
  stop(): Promise<void>;
}

/** Starts all of it with the migrations applied; what was started is stopped again when something fails. */
export async function startLocalSupabase(options: LocalSupabaseOptions): Promise<LocalSupabase> {
  const { dataDir, migrationsDir, durable, port, jwtSecret, say = () => undefined } = options;
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (let part = started.pop(); part; part = started.pop()) await part.stop();
  };
  const lock = DirectoryLock.take(dirname(dataDir));
  started.push({ stop: async () => lock.release() });
  try {
    say('starting PostgreSQL …');
    const postgres = await startPostgres({ dataDir, durable });
    started.push(postgres);
    await postgres.exec(BOOTSTRAP);
    await postgres.exec(
      'alter database postgres set search_path to "$user", public, extensions; set search_path to "$user", public, extensions',
    );
    for (const { version, name } of await migrate(postgres, migrationsIn(migrationsDir)))
      say(`applied ${version}_${name}`);
    say('starting PostgREST …');
    const postgrest = await startPostgrest(postgres.port, jwtSecret);
    started.push(postgrest);
    const gateway = await startGateway(postgrest.port, port);
    started.push(gateway);
    return {
      url: gateway.url,
      postgresPort: postgres.port,
      key: (role, claims) => signToken({ ...claims, role }, jwtSecret),
      exec: (script) => postgres.exec(script),
      query: (sql, values) => postgres.query(sql, values),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
