const LOOK_EVERY_MS = 5;

/** Looks again and again until it is so; says what was to be seen when it never is. */
export async function until(predicate: () => boolean, timeoutMs: number, seen: () => string): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!predicate()) {
    if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms: ${String(predicate)}\n${seen()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
