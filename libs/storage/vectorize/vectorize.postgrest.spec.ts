import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { SupabaseBackend } from '#storage/supabase';
import { PRODUCT_MIGRATIONS } from '../supabase/testing/index.ts';
import { whyNoBinaries } from '../supabase/testing/local/binaries.ts';
import { startLocalSupabase } from '../supabase/testing/local/local-supabase.ts';
import { vectorizeContract } from './vectorize.contract.ts';
import { EmbeddedVectorize } from './vectorize.embedded.ts';

const why = whyNoBinaries();
if (why)
  describe('a vector index on real PostgREST', () => it.skip(`keeps the contract (skipped: ${why})`, () => undefined));
// a PostgreSQL that has no pgvector: plain SQL does the arithmetic
else
  vectorizeContract('real PostgREST, without pgvector', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'flrts-vectors-'));
    chmodSync(directory, 0o755);
    const server = await startLocalSupabase({
      dataDir: join(directory, 'cluster'),
      migrationsDir: PRODUCT_MIGRATIONS,
      durable: false,
      jwtSecret: 'a secret that is only used in tests, forty characters',
    });
    const backend = SupabaseBackend.hosted({ url: server.url, key: server.key('service_role') });
    return {
      vectorize: new EmbeddedVectorize(backend),
      close: async () => {
        await server.stop();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  });
