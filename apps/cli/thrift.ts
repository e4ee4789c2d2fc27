/** What glibc's allocator is told, which it only hears at the very start of a process. */
const ADVICE = {
  // large pieces are had from the kernel and given back to it, never kept in a heap that does not shrink any more
  MALLOC_MMAP_THRESHOLD_: String(1024 * 1024),
  // what one thread has given back another takes
  MALLOC_ARENA_MAX: '2',
};

/**
 * Begins this very process anew with that advice, where that can be done and was not done yet: making the database on a
 * first start leaves 446 MB behind without it and 317 with it, a start with data 281 and 239.
 */
export function thriftily(): void {
  const told = Object.keys(ADVICE).some((name) => name in process.env);
  if (process.platform !== 'linux' || told || typeof process.execve !== 'function') return;
  const started = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, started, { ...definite(process.env), ...ADVICE });
}

function definite(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
