import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The start is over by then, and what it has left behind is dead. */
const AFTER_MS = 2000;

/**
 * Gives back, a moment later, what opening PostgreSQL has left behind. Compiling it leaves some 400 MB of dead buffers
 * that V8, seeing plenty of memory, would keep for minutes.
 */
export function tidyMemory(): void {
  setTimeout(collect, AFTER_MS).unref();
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc === 'function') gc();
}
