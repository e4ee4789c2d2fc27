import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Messenger, MessengerModule } from '#messenger';
import { Kv, KvModule } from '#storage/kv';
import { R2, R2Module } from '#storage/r2';
import { SupabaseModule } from '#storage/supabase';
import { Vectorize, VectorizeModule } from '#storage/vectorize';
import { HealthController } from './health.controller.ts';
import { MetricsController } from './metrics.controller.ts';
import { Ports } from './ports.ts';
import { Services } from './services.ts';
import { Summaries } from './summaries.ts';

/** The edge for probes and for Prometheus. */
@Module({
  imports: [
    TerminusModule.forRoot({ errorLogStyle: 'json' }),
    MessengerModule,
    KvModule,
    R2Module,
    SupabaseModule,
    VectorizeModule,
  ],
  controllers: [HealthController, MetricsController],
  providers: [
    Ports,
    Summaries,
    {
      provide: Services,
      inject: [Messenger, Kv, R2, Vectorize],
      useFactory: (messenger: Messenger, kv: Kv, media: R2, vectors: Vectorize) =>
        new Services({ messenger, kv, media, vectors }),
    },
  ],
})
export class HealthModule {}
