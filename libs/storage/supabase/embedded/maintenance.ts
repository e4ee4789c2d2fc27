import type { Session } from './session.pglite.ts';

const EVERY_MS = 15 * 60_000;

/** Vacuums and checkpoints now and then: this PostgreSQL runs alone and has no background workers to do it. */
export class Maintenance {
  readonly #session: Session;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(session: Session) {
    this.#session = session;
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /**
   * One table a turn, so that nobody waits for all of them. An empty one is left out: once PostgreSQL has noted that there
   * is nothing in it, it plans to read the whole of it, and keeps the plan while it fills.
   */
  async run(): Promise<void> {
    const tables = await this.#session.query(
      `select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('information_schema', 'pg_catalog')
        and pg_relation_size(format('%I.%I', schemaname, tablename)::regclass) > 0`,
    );
    for (const [table] of tables) {
      if (this.#stopped) return;
      await this.#session.query(`vacuum (analyze) ${table}`);
    }
    await this.#session.query('checkpoint');
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.#runAndSchedule(), EVERY_MS).unref();
  }

  async #runAndSchedule(): Promise<void> {
    // A failed vacuum hurts nobody now; a broken database shows in /health/ready.
    await this.run().catch(() => undefined);
    if (!this.#stopped) this.#schedule();
  }
}
