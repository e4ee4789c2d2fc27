import { readFileSync } from 'node:fs';
import { type Gathers, standingOf } from '../../../libs/storage/supabase/embedded/history.ts';
import type { Migration, MigrationTarget } from '../../../libs/storage/supabase/embedded/migrations.ts';

/** What a database has, and what it lacks. */
export interface Plan {
  readonly applied: number;
  readonly missing: readonly Migration[];
  /** Gathered from what the database has already: to be noted, not applied. */
  readonly settled: readonly Migration[];
  /** What was gathered since and the database has a part of only. */
  readonly halfWay: Gathers | undefined;
  /** In its history and not ours, from before ours began: somebody else's, left alone. */
  readonly others: readonly string[];
  /** In its history and unknown here, from after ours began: a newer FLRTS's. */
  readonly unknown: readonly string[];
  /** Tables that missing migrations would make and that are there already. */
  readonly inTheWay: readonly string[];
}

const HISTORY = 'supabase_migrations.schema_migrations';

/** Compares a database with the migrations; changes nothing. */
export async function planFor(target: MigrationTarget, migrations: readonly Migration[]): Promise<Plan> {
  const done = await versionsIn(target);
  const { missing, settled, unknown, halfWay } = standingOf(done, migrations);
  const first = migrations[0]?.gathers?.from ?? migrations[0]?.version ?? '';
  return {
    applied: migrations.length - missing.length - settled.length,
    missing,
    settled,
    halfWay,
    others: unknown.filter((version) => version < first),
    unknown: unknown.filter((version) => version >= first),
    inTheWay: halfWay ? [] : await present(target, missing.flatMap(tablesMade)),
  };
}

/** The history the Supabase CLI keeps, as it makes it. */
export async function prepareHistory(target: MigrationTarget): Promise<void> {
  await target.exec(`create schema if not exists supabase_migrations;
    create table if not exists ${HISTORY} (version text not null primary key);
    alter table ${HISTORY} add column if not exists statements text[];
    alter table ${HISTORY} add column if not exists name text;`);
}

async function versionsIn(target: MigrationTarget): Promise<string[]> {
  const [[there] = []] = await target.query(`select to_regclass('${HISTORY}')::text`);
  if (!there) return [];
  const rows = await target.query(`select version from ${HISTORY} order by version`);
  return rows.map(([version]) => version ?? '');
}

function tablesMade({ path }: Migration): string[] {
  const sql = readFileSync(path, 'utf8');
  return [...sql.matchAll(/^create table public\.(\w+)/gm)].map(([, table = '']) => table);
}

async function present(target: MigrationTarget, tables: readonly string[]): Promise<string[]> {
  if (tables.length === 0) return [];
  const rows = await target.query(
    `select table_name from information_schema.tables where table_schema = 'public' and table_name = any ($1::text[])`,
    [`{${tables.join(',')}}`],
  );
  return rows.map(([table]) => table ?? '');
}
