import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SupabaseClient } from '../client.supabase.ts';
import { embeddedClient } from '../client.supabase.ts';
import { BOOTSTRAP } from '../embedded/bootstrap.ts';
import { openEmbedded, type EmbeddedDatabase } from '../embedded/embedded-database.ts';
import { SupabaseBackend } from '../supabase.backend.ts';
import { migrationsIn } from '../embedded/migrations.ts';

/** A fresh, migrated database in memory, with the service role's client. */
export interface TestDatabase {
  readonly client: SupabaseClient;
  readonly fetch: typeof fetch;
  /** Runs a script as the owner of the database, around all roles. */
  exec(script: string): Promise<void>;
  /** Runs one statement as the owner; every value comes back as PostgreSQL writes it. */
  query: EmbeddedDatabase['query'];
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** The product's own migrations unless another directory is given. */
  readonly migrationsDir?: string;
}

/** The product's migrations, as they lie in the source. */
export const PRODUCT_MIGRATIONS = join(import.meta.dirname, '../../../stores/supabase/migrations');

/** Opens a database that nobody else uses; the first call after a change of the migrations takes seconds. */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const migrationsDir = options.migrationsDir ?? PRODUCT_MIGRATIONS;
  const template = await templateOf(migrationsDir);
  const database = await openEmbedded({ dump: await openAsBlob(template) });
  return {
    client: embeddedClient(database.fetch),
    fetch: database.fetch,
    exec: (script) => database.exec(script),
    query: (sql, values) => database.query(sql, values),
    close: () => database.close(),
  };
}

/** The same as the backend of a whole product. */
export async function openTestBackend(): Promise<SupabaseBackend> {
  return SupabaseBackend.embedded({ dump: await openAsBlob(await templateOf(PRODUCT_MIGRATIONS)) });
}

/** A dump of the migrated database, made once for each state of the migrations and kept between runs. */
async function templateOf(migrationsDir: string): Promise<string> {
  const hash = createHash('sha256').update(BOOTSTRAP);
  for (const { version, name, path } of migrationsIn(migrationsDir)) {
    hash.update(`${version}_${name}\0`).update(readFileSync(path)).update('\0');
  }
  const directory = join(tmpdir(), 'flrts-test-databases');
  const template = join(directory, `pglite-0.5.14-${hash.digest('hex').slice(0, 24)}.tar`);
  if (!existsSync(template)) await writeTemplate(template, directory, migrationsDir);
  return template;
}

// Two workers may both write it: each writes its own file, and the first one's stays, because somebody may be reading it.
async function writeTemplate(template: string, directory: string, migrationsDir: string): Promise<void> {
  const database = await openEmbedded({ migrationsDir });
  try {
    // every grant of the migrations has written pg_proc anew
    await database.exec('vacuum full pg_catalog.pg_proc');
    // what it looks like is noted at the first request, so that no copy has to look
    await embeddedClient(database.fetch).rpc('ping');
    // or each copy would begin by doing once more what is in the log
    await database.exec('checkpoint');
    const dump = await database.dump();
    mkdirSync(directory, { recursive: true });
    const aside = `${template}.${randomUUID()}`;
    writeFileSync(aside, Buffer.from(await dump.arrayBuffer()));
    linkIfFirst(aside, template);
    rmSync(aside);
  } finally {
    await database.close();
  }
}

function linkIfFirst(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch (error) {
    if (!existsSync(name)) throw error;
  }
}
