import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Gathers, gathersIn, halfWaySentence, standingOf } from './history.ts';

/** A file named as the Supabase CLI names them: `<14 digits>_<name>.sql`. */
export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly path: string;
  /** The older migrations it stands for; a database that has them is not given it. */
  readonly gathers?: Gathers | undefined;
}

/** Where migrations are applied: a script runs as it is, a query takes parameters. */
export interface MigrationTarget {
  exec(script: string): Promise<unknown>;
  query(sql: string, values?: readonly string[]): Promise<readonly (readonly (string | null)[])[]>;
}

/** The migrations of a directory, oldest first; none when there is no such directory. */
export function migrationsIn(directory: string): Migration[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .sort()
    .flatMap((file) => {
      const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(file) ?? [];
      const path = join(directory, file);
      return version && name ? [{ version, name, path, gathers: gathersIn(readFileSync(path, 'utf8')) }] : [];
    });
}

/** Applies what is missing, each migration in its own transaction, and returns what it applied. */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[]): Promise<Migration[]> {
  const history = await target.query('select version from supabase_migrations.schema_migrations order by version');
  const { missing, settled, unknown, halfWay } = standingOf(
    history.flatMap(([version]) => version ?? []),
    migrations,
  );
  if (unknown.length > 0) {
    throw new Error(
      `the database has migrations this program does not know (${unknown.join(', ')}): it was written by a newer version. Start that version, or set another DATA_DIR`,
    );
  }
  if (halfWay) throw new Error(halfWaySentence(halfWay));
  await settle(target, settled);
  for (const migration of missing) await apply(target, migration);
  return [...missing];
}

/** Notes migrations as done that gather what the database has already. */
export async function settle(target: MigrationTarget, settled: readonly Migration[]): Promise<void> {
  if (settled.length > 0) await target.exec(`begin; ${settled.map((one) => record(one)).join('; ')}; commit`);
}

/** Applies one migration and notes it, in one transaction. */
export async function apply(target: MigrationTarget, migration: Migration): Promise<void> {
  const { version, name, path } = migration;
  try {
    await target.exec(`begin;\n${readFileSync(path, 'utf8')}\n;${record(migration)};\ncommit;`);
  } catch (cause) {
    await target.exec('rollback');
    throw new Error(`migration ${version}_${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function record({ version, name, path }: Migration): string {
  const statements = literal(readFileSync(path, 'utf8'));
  return `insert into supabase_migrations.schema_migrations (version, name, statements) values (${literal(version)}, ${literal(name)}, array[${statements}])`;
}

function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
