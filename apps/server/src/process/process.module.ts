import { Global, Module } from '@nestjs/common';
import { InFlight } from './in-flight.ts';
import { Metrics } from './metrics.ts';

/** What all edges share of the process they run in. */
@Global()
@Module({ providers: [InFlight, Metrics], exports: [InFlight, Metrics] })
export class ProcessModule {}
