import { join } from 'node:path';
import { AppError } from '#core';
import type { Keys } from '../rest/auth.ts';
import { makeRestFetch } from '../rest/rest.ts';
import { BOOTSTRAP } from './bootstrap.ts';
import { EMBEDDED_KEY } from '../client.supabase.ts';
import { DataDirectory } from './data-directory.ts';
import { DirectoryLock } from './directory-lock.ts';
import { startEngine } from './engine.pglite.ts';
import { Maintenance } from './maintenance.ts';
import { migrate, migrationsIn } from './migrations.ts';
import { Session, type Row } from './session.pglite.ts';
import { tidyMemory } from './tidy-memory.ts';

export interface EmbeddedOptions {
  /** Where the records are kept; in memory when absent. */
  readonly dataDir?: string | undefined;
  readonly migrationsDir?: string | undefined;
  /** Starts from a copy instead of an empty database; in memory only. */
  readonly dump?: Blob | undefined;
  readonly keys?: Keys;
}

/** PostgreSQL inside this process, answering supabase-js in place of a server. */
export class EmbeddedDatabase {
  /** Answers what supabase-js asks of PostgREST. */
  readonly fetch: typeof fetch;
  readonly #session: Session;
  readonly #maintenance: Maintenance;
  readonly #lock: DirectoryLock | undefined;
  #closing: Promise<void> | undefined;

  constructor(session: Session, lock?: DirectoryLock, keys?: Keys) {
    this.#session = session;
    this.#lock = lock;
    this.#maintenance = new Maintenance(session);
    this.fetch = makeRestFetch(session, keys ?? { service: EMBEDDED_KEY });
  }

  /** Runs a script as the owner of the database. */
  exec(script: string): Promise<void> {
    return this.#session.exec(script);
  }

  /** Runs one statement as the owner of the database; every value comes back as PostgreSQL writes it. */
  query(sql: string, values?: readonly (string | null)[]): Promise<readonly Row[]> {
    return this.#session.query(sql, values);
  }

  /** A copy of the whole database, for `EmbeddedOptions.dump`. */
  dump(): Promise<Blob> {
    return this.#session.dump();
  }

  /** Vacuums and checkpoints now instead of at the next quarter of an hour. */
  maintain(): Promise<void> {
    return this.#maintenance.run();
  }

  /** Writes a checkpoint and lets the directory go; may be called twice. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#maintenance.stop();
    try {
      await this.#session.query('checkpoint');
    } finally {
      await this.#session.close();
      this.#lock?.release();
    }
  }
}

/** Opens the embedded database, creating it on the first start and applying the migrations it lacks. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  if (!options.dataDir) return openInMemory(options);
  const root = join(options.dataDir, 'postgres');
  const lock = lockOf(root);
  try {
    const directory = new DataDirectory(root);
    await directory.prepare();
    const session = new Session(await startEngine({ directory: directory.cluster }));
    await directory.bootstrap(session);
    const database = await ready(session, options, lock);
    tidyMemory();
    return database;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openInMemory(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const session = new Session(await startEngine({ dump: options.dump }));
  if (!options.dump) await session.exec(BOOTSTRAP);
  return ready(session, options);
}

async function ready(session: Session, options: EmbeddedOptions, lock?: DirectoryLock): Promise<EmbeddedDatabase> {
  try {
    await session.exec('set search_path to "$user", public, extensions');
    if (options.migrationsDir) await migrate(session, migrationsIn(options.migrationsDir));
    return new EmbeddedDatabase(session, lock, options.keys);
  } catch (cause) {
    await session.close();
    throw cause instanceof AppError ? cause : new AppError('internal', messageOf(cause), { cause });
  }
}

function lockOf(root: string): DirectoryLock {
  try {
    return DirectoryLock.take(root);
  } catch (cause) {
    throw new AppError('conflict', messageOf(cause), { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
