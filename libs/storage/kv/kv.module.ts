import { Module } from '@nestjs/common';
import { ConfigModule, Settings } from '#config';
import { CloudflareApi } from '#storage/cloudflare';
import { CloudflareKv } from './kv.cloudflare.ts';
import { EmbeddedKv } from './kv.embedded.ts';
import { Kv } from './kv.ts';

/** The cache: Cloudflare's KV when a namespace is set, this process's memory when not. */
@Module({
  imports: [ConfigModule],
  providers: [
    {
      provide: Kv,
      inject: [Settings],
      useFactory: ({ cloudflare }: Settings) => {
        if (!cloudflare?.kvNamespaceId) return new EmbeddedKv();
        const { accountId, kvNamespaceId: namespaceId } = cloudflare;
        return new CloudflareKv(new CloudflareApi('the cache', cloudflare), { accountId, namespaceId });
      },
    },
  ],
  exports: [Kv],
})
export class KvModule {}
