import { readFileSync } from 'node:fs';

/** What Linux counts CPU time in. */
const TICK_MS = 10;

/** CPU time a process has taken, in milliseconds. */
export function cpuMs(pid: number): number {
  const [user, system] = stat(pid);
  return (user + system) * TICK_MS;
}

/** The same with all that it has started, and what of these has ended since. */
export function cpuMsOfAll(pid: number): number {
  const [user, system, usersEnded, systemsEnded] = stat(pid);
  const ended = (user + system + usersEnded + systemsEnded) * TICK_MS;
  return childrenOf(pid).reduce((sum, child) => sum + cpuMsOfAll(child), ended);
}

/** What a process has started, and is running. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** Its name, as `ps` has it. */
export function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}

function stat(pid: number): [number, number, number, number] {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
  const [user = 0, system = 0, usersEnded = 0, systemsEnded = 0] = afterName.slice(11, 15);
  return [user, system, usersEnded, systemsEnded];
}
