import { Module } from '@nestjs/common';
import { ConfigModule, Settings } from '#config';
import { CloudflareApi } from '#storage/cloudflare';
import { SupabaseBackend, SupabaseModule } from '#storage/supabase';
import { CloudflareVectorize } from './vectorize.cloudflare.ts';
import { EmbeddedVectorize } from './vectorize.embedded.ts';
import { Vectorize } from './vectorize.ts';

/** Vectors: Cloudflare's Vectorize when an index is set, the database with the records when not. */
@Module({
  imports: [ConfigModule, SupabaseModule],
  providers: [
    {
      provide: Vectorize,
      inject: [Settings, SupabaseBackend],
      useFactory: ({ cloudflare }: Settings, backend: SupabaseBackend) => {
        if (!cloudflare?.vectorizeIndex) return new EmbeddedVectorize(backend);
        const { accountId, vectorizeIndex: index } = cloudflare;
        return new CloudflareVectorize(new CloudflareApi('the vector index', cloudflare), { accountId, index });
      },
    },
  ],
  exports: [Vectorize],
})
export class VectorizeModule {}
