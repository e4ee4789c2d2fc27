import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { SupabaseBackend } from '#storage/supabase';
import { Services } from './services.ts';

const PATIENCE_MS = 2000;
/** How long a service's answer is good for: it is not asked at every probe. */
const SERVICE_GOOD_FOR_MS = 30_000;

/** Each port with the adapter behind it, and whether it answers. */
@Injectable()
export class Ports {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly backend: SupabaseBackend,
    private readonly outside: Services,
  ) {}

  /** The adapter behind each port, whether or not it answers. */
  get adapters(): Readonly<Record<string, string>> {
    const outside = Object.entries(this.outside.named).map(([name, { adapter }]) => [name, adapter]);
    return { records: this.backend.adapter, ...Object.fromEntries(outside), rails: 'deterministic' };
  }

  /** Without the records nothing works. */
  async records(): Promise<HealthIndicatorResult<'records'>> {
    const { adapter } = this.backend;
    const { records } = await this.#ask('records', () => this.backend.ping());
    const indicator = this.indicators.check('records');
    return records.status === 'up' ? indicator.up({ adapter }) : indicator.down({ adapter });
  }

  /** Without one of these the product still works, and does later what it has to do there. */
  services(): Promise<HealthIndicatorResult[]> {
    return Promise.all(Object.keys(this.outside.named).map((name) => this.#service(name)));
  }

  rails(): HealthIndicatorResult<'rails'> {
    return this.indicators.check('rails').up({ adapter: 'deterministic' });
  }

  async #service(name: string): Promise<HealthIndicatorResult> {
    const service = this.outside.named[name];
    if (!service) throw new Error(`no such service: ${name}`);
    const { adapter } = service;
    const asked = await this.#ask(name, () => service.ping()).cacheFor(SERVICE_GOOD_FOR_MS);
    const indicator = this.indicators.check(name);
    return asked[name]?.status === 'up' ? indicator.up({ adapter }) : indicator.degraded({ adapter });
  }

  /** What an adapter says in its distress may hold addresses: only whether it answers is told. */
  #ask<K extends string>(port: K, ping: () => Promise<void>): HealthCheckAttempt<K> {
    return this.indicators.check(port).attempt(ping).withTimeout(PATIENCE_MS);
  }
}
