import { describe, it } from '@jest/globals';
import { supabaseContract } from './supabase.contract.ts';
import { postgrestBackend } from './testing/backend.ts';
import { whyNoBinaries } from './testing/local/binaries.ts';

const why = whyNoBinaries();
if (why)
  describe('a SupabaseClient on real PostgREST', () =>
    it.skip(`keeps the contract (skipped: ${why})`, () => undefined));
else supabaseContract('real PostgREST', postgrestBackend);
