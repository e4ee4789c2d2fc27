import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { type Actor, UnavailableError } from '#core';
import { Organisation, People } from '#stores';
import { newSecret } from '../access/new-secret.ts';
import { SAMPLES } from './samples.ts';

/** What the operator is told once the product listens. */
export interface Welcome {
  /** A key that was just made, to be shown this once. */
  readonly newKey?: string;
  /** ADMIN_API_KEY is set, and is the key. */
  readonly ownKey: boolean;
}

const RETRY_MS = 5000;

/** Makes sure there is an organisation and somebody who may run it; on trial, people and places to try it with. */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  readonly #log = new Logger(FirstStart.name);
  readonly #prepared = Promise.withResolvers<{ readonly admin: Actor; readonly keys: number }>();

  constructor(
    private readonly settings: Settings,
    private readonly organisation: Organisation,
    private readonly people: People,
  ) {}

  /**
   * What to tell the operator; resolves once the database is there. Asked only when the product listens: a key is shown
   * once, so it must not be made by a start that fails.
   */
  async welcome(): Promise<Welcome> {
    const { admin, keys } = await this.#prepared.promise;
    const ownKey = this.settings.adminApiKey !== undefined;
    if (!process.argv.includes('--new-admin-key') && (ownKey || keys > 0)) return { ownKey };
    const newKey = newSecret();
    await this.#store(admin, 'admin', newKey);
    return { newKey, ownKey };
  }

  /** A database that is away just now does not keep the product from starting: it is looked for until it is back. */
  async onApplicationBootstrap(): Promise<void> {
    await this.#prepare().catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) throw error;
      this.#log.warn({ event: 'not prepared yet', error: error.message, retryMs: RETRY_MS });
      setTimeout(
        () => void this.onApplicationBootstrap().catch((again: unknown) => this.#log.error(again)),
        RETRY_MS,
      ).unref();
    });
  }

  async #prepare(): Promise<void> {
    const { organisationId, adminId, fresh, keys } = await this.organisation.founding();
    if (fresh && this.settings.onTrial) await this.people.addSamples(organisationId, SAMPLES);
    const admin: Actor = {
      organisationId,
      personId: adminId,
      name: 'Admin',
      role: 'admin',
      timeZone: 'UTC',
      language: 'en',
    };
    const { adminApiKey } = this.settings;
    if (adminApiKey) await this.#store(admin, 'ADMIN_API_KEY', adminApiKey);
    this.#prepared.resolve({ admin, keys });
  }

  async #store({ personId, ...admin }: Actor, name: string, secret: string): Promise<void> {
    await this.people.createKey({ personId, ...admin }, { personId, name, secret });
  }
}
