import type { OnApplicationShutdown } from '@nestjs/common';
import { clientFor, embeddedClient, type SupabaseClient } from './client.supabase.ts';
import { fetchOverKeptConnections } from './kept-connections.ts';
import { openEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from './embedded/embedded-database.ts';
import { errorOf } from './rpc.supabase.ts';

/** Where the records are: the client everyone shares, what is behind it, and whether it answers. */
export class SupabaseBackend implements OnApplicationShutdown {
  readonly #embedded: EmbeddedDatabase | undefined;

  private constructor(
    readonly client: SupabaseClient,
    embedded?: EmbeddedDatabase,
  ) {
    this.#embedded = embedded;
  }

  /** With a Supabase of its own. */
  static hosted({ url, key }: { readonly url: string; readonly key: string }): SupabaseBackend {
    return new SupabaseBackend(clientFor(url, key, fetchOverKeptConnections()));
  }

  /** With PostgreSQL inside this process. */
  static async embedded(options: EmbeddedOptions): Promise<SupabaseBackend> {
    const database = await openEmbedded(options);
    return new SupabaseBackend(embeddedClient(database.fetch), database);
  }

  /** The adapter's name, for /health/ready. */
  get adapter(): 'embedded PGlite' | 'supabase' {
    return this.#embedded ? 'embedded PGlite' : 'supabase';
  }

  /** Resolves when the database answers, throws `UnavailableError` or `DatabaseError` when it does not. */
  async ping(): Promise<void> {
    // a probe waits for nobody's work
    const { error, status } = await this.client
      .rpc('ping', {}, { get: true })
      .retry(false)
      .setHeader('priority', 'u=0');
    // A database without our function `ping` has answered too.
    if (error && error.code !== 'PGRST202') throw errorOf(error, status);
  }

  /** Checkpoints and closes the embedded database; nothing to do for a hosted one. */
  async onApplicationShutdown(): Promise<void> {
    await this.#embedded?.close();
  }
}
