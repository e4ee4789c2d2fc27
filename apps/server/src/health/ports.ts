import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Messenger } from '#messenger';
import { SupabaseBackend } from '#storage/supabase';

const PATIENCE_MS = 2000;
/** How long a chat platform's answer is good for: it is not asked at every probe. */
const PLATFORM_GOOD_FOR_MS = 30_000;

/** Each port with the adapter behind it, and whether it answers. */
@Injectable()
export class Ports {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly backend: SupabaseBackend,
    private readonly messenger: Messenger,
  ) {}

  /** The adapter behind each port, whether or not it answers. */
  get adapters(): Readonly<Record<string, string>> {
    return { records: this.backend.adapter, messenger: this.messenger.adapter, rails: 'deterministic' };
  }

  /** Without the records nothing works. */
  async records(): Promise<HealthIndicatorResult<'records'>> {
    const { adapter } = this.backend;
    const { records } = await this.#ask('records', () => this.backend.ping());
    const indicator = this.indicators.check('records');
    return records.status === 'up' ? indicator.up({ adapter }) : indicator.down({ adapter });
  }

  /** Without its chat platform the product still works, and says later what it has to say. */
  async platform(): Promise<HealthIndicatorResult<'messenger'>> {
    const { adapter } = this.messenger;
    const asked = this.#ask('messenger', () => this.messenger.ping()).cacheFor(PLATFORM_GOOD_FOR_MS);
    const { messenger } = await asked;
    const indicator = this.indicators.check('messenger');
    return messenger.status === 'up' ? indicator.up({ adapter }) : indicator.degraded({ adapter });
  }

  rails(): HealthIndicatorResult<'rails'> {
    return this.indicators.check('rails').up({ adapter: 'deterministic' });
  }

  /** What an adapter says in its distress may hold addresses: only whether it answers is told. */
  #ask<K extends string>(port: K, ping: () => Promise<void>): HealthCheckAttempt<K> {
    return this.indicators.check(port).attempt(ping).withTimeout(PATIENCE_MS);
  }
}
