/** What glibc's allocator is told, which it only hears at the very start of a process. */
const ADVICE = {
  // large pieces are had from the kernel and given back to it, never kept in a heap that does not shrink any more
  MALLOC_MMAP_THRESHOLD_: String(1024 * 1024),
  // what one thread has given back another takes
  MALLOC_ARENA_MAX: '2',
};

/**
 * Makes of this very process one that runs the program alone, where that can be done: with advice to its allocator, and
 * without what node needs to read TypeScript, which takes 17 MB.
 */
export function runAlone(program: string, compileCache: string): void {
  if (process.platform !== 'linux' || typeof process.execve !== 'function') return;
  const advised = Object.keys(ADVICE).some((name) => name in process.env);
  process.execve(process.execPath, [process.execPath, ...process.execArgv, program, ...process.argv.slice(2)], {
    NODE_COMPILE_CACHE: compileCache,
    ...definite(process.env),
    ...(advised ? {} : ADVICE),
  });
}

function definite(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
