import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  type LocalSupabase,
  startLocalSupabase,
} from '../../libs/storage/supabase/testing/local/local-supabase.ts';

const MIGRATIONS = join(import.meta.dirname, '../../libs/stores/supabase/migrations');

/** Real PostgreSQL behind real PostgREST, which can be away for a while and comes back at the same URL. */
export class Database {
  readonly #folder: string;
  readonly #secret: string;
  #running: LocalSupabase;

  private constructor(folder: string, secret: string, running: LocalSupabase) {
    this.#folder = folder;
    this.#secret = secret;
    this.#running = running;
  }

  static async start(folder: string): Promise<Database> {
    const secret = randomBytes(32).toString('base64url');
    return new Database(folder, secret, await open(folder, secret, 0));
  }

  get env(): Record<string, string> {
    return { SUPABASE_URL: this.#running.url, SUPABASE_KEY: this.#running.key('service_role') };
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }

  async startAgain(): Promise<void> {
    this.#running = await open(this.#folder, this.#secret, Number(new URL(this.#running.url).port));
  }

  exec(script: string): Promise<void> {
    return this.#running.exec(script);
  }

  query(sql: string): Promise<readonly (readonly (string | null)[])[]> {
    return this.#running.query(sql);
  }

  async count(from: string): Promise<number> {
    const [row] = await this.query(`select count(*) from public.${from}`);
    return Number(row?.[0]);
  }
}

function open(folder: string, jwtSecret: string, port: number): Promise<LocalSupabase> {
  return startLocalSupabase({
    dataDir: join(folder, 'cluster'),
    migrationsDir: MIGRATIONS,
    durable: true,
    port,
    jwtSecret,
  });
}
