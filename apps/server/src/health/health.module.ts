import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { MessengerModule } from '#messenger';
import { SupabaseModule } from '#storage/supabase';
import { HealthController } from './health.controller.ts';
import { MetricsController } from './metrics.controller.ts';
import { Ports } from './ports.ts';
import { Summaries } from './summaries.ts';

/** The edge for probes and for Prometheus. */
@Module({
  imports: [TerminusModule.forRoot({ errorLogStyle: 'json' }), MessengerModule, SupabaseModule],
  controllers: [HealthController, MetricsController],
  providers: [Ports, Summaries],
})
export class HealthModule {}
