import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Messenger, MessengerModule } from '#messenger';
import { Kv, KvModule } from '#storage/kv';
import { R2, R2Module } from '#storage/r2';
import { SupabaseModule } from '#storage/supabase';
import { HealthController } from './health.controller.ts';
import { MetricsController } from './metrics.controller.ts';
import { Ports } from './ports.ts';
import { Services } from './services.ts';
import { Summaries } from './summaries.ts';

/** The edge for probes and for Prometheus. */
@Module({
  imports: [TerminusModule.forRoot({ errorLogStyle: 'json' }), MessengerModule, KvModule, R2Module, SupabaseModule],
  controllers: [HealthController, MetricsController],
  providers: [
    Ports,
    Summaries,
    {
      provide: Services,
      inject: [Messenger, Kv, R2],
      useFactory: (messenger: Messenger, kv: Kv, media: R2) => new Services({ messenger, kv, media }),
    },
  ],
})
export class HealthModule {}
