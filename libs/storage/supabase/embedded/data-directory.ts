import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core';
import { BOOTSTRAP } from './bootstrap.ts';
import { POSTGRES_MAJOR, startEngine } from './engine.pglite.ts';
import { Session } from './session.pglite.ts';

const BOOTSTRAP_HASH = createHash('sha256').update(BOOTSTRAP).digest('hex');

/** The files of one embedded database under `root`: the cluster itself, and beside it what wrote it. */
export class DataDirectory {
  readonly cluster: string;
  readonly #root: string;
  readonly #written: string;

  constructor(root: string) {
    this.#root = root;
    this.cluster = join(root, 'cluster');
    this.#written = join(root, 'written-by.json');
  }

  /** Creates the cluster when there is none; made aside and renamed, so a first start that is killed leaves nothing. */
  async prepare(): Promise<void> {
    if (existsSync(this.cluster)) return this.#refuseOtherVersions();
    for (const entry of readdirSync(this.#root)) {
      if (entry.startsWith('cluster.new')) rmSync(join(this.#root, entry), { recursive: true, force: true });
    }
    const aside = join(this.#root, 'cluster.new');
    const session = new Session(await startEngine({ directory: aside }));
    await session.exec(BOOTSTRAP);
    await session.exec('checkpoint');
    await session.close();
    this.#sign();
    renameSync(aside, this.cluster);
  }

  /** Brings roles and schemas up to date when a newer program brings other ones. */
  async bootstrap(session: Session): Promise<void> {
    if (this.#signature().bootstrap === BOOTSTRAP_HASH) return;
    await session.exec(BOOTSTRAP);
    this.#sign();
  }

  #refuseOtherVersions(): void {
    const major = readFileSync(join(this.cluster, 'PG_VERSION'), 'utf8').trim();
    if (major === POSTGRES_MAJOR) return;
    throw new AppError(
      'conflict',
      `${this.#root} was written by PostgreSQL ${major}, this program embeds PostgreSQL ${POSTGRES_MAJOR}: export it with the version that wrote it, or set another DATA_DIR`,
    );
  }

  #sign(): void {
    writeFileSync(this.#written, JSON.stringify({ postgres: POSTGRES_MAJOR, bootstrap: BOOTSTRAP_HASH }));
  }

  #signature(): { bootstrap?: string } {
    return existsSync(this.#written) ? (JSON.parse(readFileSync(this.#written, 'utf8')) as { bootstrap?: string }) : {};
  }
}
