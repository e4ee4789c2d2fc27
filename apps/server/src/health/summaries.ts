import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { BUILD, VERSION } from '#core';
import { Ports } from './ports.ts';

/** What `GET /health` says. */
export class Summary {
  @ApiProperty({ enum: ['ok', 'degraded', 'error'], example: 'ok' })
  readonly status: 'ok' | 'degraded' | 'error';

  @ApiProperty({ example: '0.1.0' })
  readonly version: string;

  @ApiProperty({ example: '7c1de03a9f42', description: 'Tells a new image from an old one of the same version' })
  readonly build: string;

  @ApiProperty({ example: 86_400 })
  readonly uptimeSeconds: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'The adapter behind each port',
    example: { records: 'supabase', messenger: 'telegram' },
  })
  readonly adapters: Readonly<Record<string, string>>;
}

/** Everything a person wants to know at a glance. */
@Injectable()
export class Summaries {
  constructor(private readonly ports: Ports) {}

  async now(): Promise<Summary> {
    const [{ records }, services] = await Promise.all([this.ports.records(), this.ports.services()]);
    const whole = services.every((service) => Object.values(service).every(({ status }) => status === 'up'));
    const status = records.status !== 'up' ? 'error' : whole ? 'ok' : 'degraded';
    const uptimeSeconds = Math.round(process.uptime());
    return { status, version: VERSION, build: BUILD, uptimeSeconds, adapters: this.ports.adapters };
  }
}
