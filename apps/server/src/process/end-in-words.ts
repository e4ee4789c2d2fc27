import { AppError } from '#core';

const AT_MOST_MS = 10_000;

/** However this process ends, it does end, and says why in words: a start that fails, a stop that hangs. */
export function endInWords(): void {
  process.on('uncaughtException', (error: unknown) => {
    process.stderr.write(`\n  ${inWords(error)}\n\n`);
    process.exit(1);
  });
  // shutdown waits until the product is idle (InFlight)
  process.once('SIGTERM', () => setTimeout(() => process.exit(1), AT_MOST_MS).unref());
}

/** A sentence for whoever runs the product; what nobody foresaw comes with its stack. */
export function inWords(error: unknown): string {
  if (error instanceof AppError) return `FLRTS did not start: ${error.message}`;
  if (!(error instanceof Error)) return `FLRTS stopped: ${String(error)}`;
  const { code, port } = error as Error & { code?: string; port?: number }; // as Node's own errors have them
  if (code === 'EADDRINUSE') return `FLRTS did not start: port ${port} is in use. Stop what uses it, or set PORT.`;
  if (code === 'EACCES' && port)
    return `FLRTS did not start: port ${port} needs more rights. Set PORT to 1024 or more.`;
  return `FLRTS stopped: ${error.stack ?? error.message}`;
}
