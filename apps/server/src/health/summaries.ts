import { Injectable } from '@nestjs/common';
import { VERSION } from '#core';

import { Ports } from './ports.ts';

/** What `GET /health` says. */
export interface Summary {
  readonly status: 'ok' | 'degraded' | 'error';
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly adapters: Readonly<Record<string, string>>;
}

/** Everything a person wants to know at a glance. */
@Injectable()
export class Summaries {
  constructor(private readonly ports: Ports) {}

  async now(): Promise<Summary> {
    const [{ records }, { messenger }] = await Promise.all([this.ports.records(), this.ports.platform()]);
    const reachable = records.status === 'up';
    const status = reachable ? (messenger?.status === 'up' ? 'ok' : 'degraded') : 'error';
    return { status, version: VERSION, uptimeSeconds: Math.round(process.uptime()), adapters: this.ports.adapters };
  }
}
