import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Keeps a directory for this process alone. SQLite's own file lock does it: the kernel takes it atomically and
 * drops it when the process dies, so there is no stale lock to guess about and no race between two starts.
 */
export class DirectoryLock {
  readonly #file: DatabaseSync;

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  static take(directory: string): DirectoryLock {
    mkdirSync(directory, { recursive: true });
    const owner = join(directory, 'owner.json');
    const file = new DatabaseSync(join(directory, 'lock'), { timeout: 0 });
    try {
      file.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive');
    } catch (cause) {
      file.close();
      throw new Error(`${directory} is in use by ${ownerIn(owner)}; stop it, or use another directory`, { cause });
    }
    writeFileSync(owner, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
    return new DirectoryLock(file);
  }

  release(): void {
    this.#file.close();
  }
}

function ownerIn(path: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; since: string };
    return `process ${pid} (since ${since})`;
  } catch {
    return 'another process that is just starting';
  }
}
