import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file named as the Supabase CLI names them: `<14 digits>_<name>.sql`. */
export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly path: string;
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
      return version && name ? [{ version, name, path: join(directory, file) }] : [];
    });
}

/** Applies what is missing, each migration in its own transaction, and returns what it applied. */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[]): Promise<Migration[]> {
  const history = await target.query('select version from supabase_migrations.schema_migrations order by version');
  const done = new Set(history.map(([version]) => version));
  const known = new Set(migrations.map(({ version }) => version));
  const strange = [...done].filter((version) => version && !known.has(version));
  if (strange.length > 0) {
    throw new Error(
      `the database has migrations this program does not know (${strange.join(', ')}): it was written by a newer version. Start that version, or set another DATA_DIR`,
    );
  }
  const missing = migrations.filter(({ version }) => !done.has(version));
  for (const migration of missing) await apply(target, migration);
  return missing;
}

/** Applies one migration and notes it, in one transaction. */
export async function apply(target: MigrationTarget, { version, name, path }: Migration): Promise<void> {
  const sql = readFileSync(path, 'utf8');
  const record = `insert into supabase_migrations.schema_migrations (version, name, statements) values (${literal(version)}, ${literal(name)}, array[${literal(sql)}])`;
  try {
    await target.exec(`begin;\n${sql}\n;${record};\ncommit;`);
  } catch (cause) {
    await target.exec('rollback');
    throw new Error(`migration ${version}_${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
