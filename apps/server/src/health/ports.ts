import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { UnavailableError } from '#core';
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
  records(): HealthCheckAttempt<'records'> {
    return this.#ask('records', this.backend.adapter, () => this.backend.ping());
  }

  /** Without its chat platform the product still works, and says later what it has to say. */
  async platform(): Promise<HealthIndicatorResult> {
    const { adapter } = this.messenger;
    const { messenger } = await this.#ask('messenger', adapter, () => this.messenger.ping()).cacheFor(
      PLATFORM_GOOD_FOR_MS,
    );
    const indicator = this.indicators.check('messenger');
    return messenger.status === 'up' ? indicator.up({ adapter }) : indicator.degraded({ adapter });
  }

  rails(): HealthIndicatorResult {
    return this.indicators.check('rails').up({ adapter: 'deterministic' });
  }

  /** What an adapter says in its distress may hold addresses; only that it does not answer is told. */
  #ask<K extends 'records' | 'messenger'>(port: K, adapter: string, ping: () => Promise<void>): HealthCheckAttempt<K> {
    const asked = async (): Promise<{ adapter: string }> => {
      await ping().catch((cause: unknown) => {
        throw new UnavailableError(adapter, { cause });
      });
      return { adapter };
    };
    return this.indicators.check(port).attempt(asked).withTimeout(PATIENCE_MS);
  }
}
