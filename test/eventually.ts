const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 30_000;

/** Looks again and again until it is so, for what other loops of the product do in their own time. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
