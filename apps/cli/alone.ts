import { DatabaseSync } from 'node:sqlite';

const PATIENCE_MS = 300_000;

/** Does something while no other process does it under the same file; the kernel lets go of the file when a process dies. */
export async function alone(file: string, work: () => Promise<void>): Promise<void> {
  const lock = new DatabaseSync(file, { timeout: PATIENCE_MS });
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
    await work();
  } finally {
    lock.close();
  }
}
