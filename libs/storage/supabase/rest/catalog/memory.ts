import { createHash } from 'node:crypto';
import type { Session } from '../../embedded/session.pglite.ts';

/** By which migrations made the database what it is, and by what asks what it looks like. */
const KEY = `(select md5($1 || coalesce(string_agg(version, ',' order by version), '')) from supabase_migrations.schema_migrations)`;

/** What `query` answered since the last migration, as the database has noted it; nothing when it has not. */
export async function recall(session: Session, query: string): Promise<string | undefined> {
  const sql = `select catalog from supabase_migrations.catalog where key = ${KEY}`;
  const rows = await session.query(sql, [hashOf(query)]);
  return rows[0]?.[0] ?? undefined;
}

/** Notes in the database what `query` answers until the next migration. */
export async function remember(session: Session, query: string, catalog: string): Promise<void> {
  await session.transaction('', [
    { sql: 'delete from supabase_migrations.catalog', values: [] },
    {
      sql: `insert into supabase_migrations.catalog (key, catalog) values (${KEY}, $2)`,
      values: [hashOf(query), catalog],
    },
  ]);
}

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
