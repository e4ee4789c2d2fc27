import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { ConfigModule, Settings } from '#config';
import { SupabaseClient } from './client.supabase.ts';
import { SupabaseBackend } from './supabase.backend.ts';

/** Beside this folder in the source and in what is built from it. */
const MIGRATIONS = join(import.meta.dirname, '../../stores/supabase/migrations');

/** Provides the one `SupabaseClient`: a hosted Supabase when it is set, PostgreSQL inside this process when not. */
@Module({
  imports: [ConfigModule],
  providers: [
    {
      provide: SupabaseBackend,
      inject: [Settings],
      useFactory: ({ supabase, dataDir }: Settings) =>
        supabase ? SupabaseBackend.hosted(supabase) : SupabaseBackend.embedded({ dataDir, migrationsDir: MIGRATIONS }),
    },
    {
      provide: SupabaseClient,
      inject: [SupabaseBackend],
      useFactory: ({ client }: SupabaseBackend) => client,
    },
  ],
  exports: [SupabaseBackend, SupabaseClient],
})
export class SupabaseModule {}
