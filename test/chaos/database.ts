import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  type LocalSupabase,
  type LocalSupabaseOptions,
  startLocalSupabase,
} from '../../libs/storage/supabase/testing/local/local-supabase.ts';

/** Real PostgreSQL behind real PostgREST, which can be away for a while and comes back at the same URL. */
export class Database {
  readonly #options: Omit<LocalSupabaseOptions, 'port'>;
  #running: LocalSupabase;

  private constructor(options: Omit<LocalSupabaseOptions, 'port'>, running: LocalSupabase) {
    this.#options = options;
    this.#running = running;
  }

  static async start(folder: string, migrationsDir: string): Promise<Database> {
    const jwtSecret = randomBytes(32).toString('base64url');
    const options = { dataDir: join(folder, 'cluster'), migrationsDir, durable: true, jwtSecret };
    return new Database(options, await startLocalSupabase(options));
  }

  get env(): Record<string, string> {
    return { SUPABASE_URL: this.#running.url, SUPABASE_KEY: this.#running.key('service_role') };
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }

  async startAgain(): Promise<void> {
    const port = Number(new URL(this.#running.url).port);
    this.#running = await startLocalSupabase({ ...this.#options, port });
  }

  async exec(script: string): Promise<void> {
    await this.#running.exec(script);
  }

  query(sql: string): Promise<readonly (readonly (string | null)[])[]> {
    return this.#running.query(sql);
  }

  async count(from: string): Promise<number> {
    const [row] = await this.query(`select count(*) from public.${from}`);
    return Number(row?.[0]);
  }
}
