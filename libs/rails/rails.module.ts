import { Module } from '@nestjs/common';
import { Rails } from './rails.ts';

@Module({ providers: [Rails], exports: [Rails] })
export class RailsModule {}
