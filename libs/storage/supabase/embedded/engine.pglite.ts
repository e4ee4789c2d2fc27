import type { PGlite, protocol } from '@electric-sql/pglite';

/** The PostgreSQL major version inside the pinned PGlite; its data directories fit no other. */
export const POSTGRES_MAJOR = '18';

/** What starts a PGlite: on a directory, in memory, or in memory from a dump. */
export interface EngineOptions {
  readonly directory?: string | undefined;
  readonly dump?: Blob | undefined;
}

/** A running PGlite and the wire protocol it is spoken to with. */
export interface Engine {
  readonly db: PGlite;
  readonly wire: typeof protocol.serialize;
}

/** Starts PGlite; nothing of it is loaded into the process before this is called. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  // Each extension costs 10 to 20 MB and a tenth of the start: only what the migrations ask for.
  const [pglite, { pg_trgm }, { vector }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
    import('@electric-sql/pglite-pgvector'),
  ]);
  const db = await pglite.PGlite.create({
    ...(options.directory && { dataDir: options.directory }),
    ...(options.dump && { loadDataDir: options.dump }),
    extensions: { pg_trgm, vector },
    postgresqlconf: ['shared_buffers = 16MB', 'max_wal_size = 64MB', "timezone = 'UTC'"],
  });
  return { db, wire: pglite.protocol.serialize };
}
