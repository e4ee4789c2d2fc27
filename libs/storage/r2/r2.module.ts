import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { ConfigModule, Settings } from '#config';
import { SystemClock } from '#core';
import { CloudflareApi } from '#storage/cloudflare';
import { Presigner } from './presign.aws4fetch.ts';
import { CloudflareR2 } from './r2.cloudflare.ts';
import { EmbeddedR2 } from './r2.embedded.ts';
import { R2 } from './r2.ts';

/** Media: Cloudflare's R2 when a bucket is set, files under DATA_DIR when not. */
@Module({
  imports: [ConfigModule],
  providers: [
    {
      provide: R2,
      inject: [Settings],
      useFactory: ({ cloudflare, dataDir }: Settings) => {
        if (!cloudflare?.r2) return new EmbeddedR2(join(dataDir, 'media'));
        const { accountId, r2 } = cloudflare;
        const bucketUrl = `https://${accountId}.r2.cloudflarestorage.com/${r2.bucket}`;
        const presigner = r2.keys && new Presigner(bucketUrl, r2.keys, new SystemClock());
        return new CloudflareR2(
          new CloudflareApi('the media store', cloudflare),
          { accountId, bucket: r2.bucket },
          presigner,
        );
      },
    },
  ],
  exports: [R2],
})
export class R2Module {}
