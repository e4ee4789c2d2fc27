import { setTimeout as pause } from 'node:timers/promises';
import type { BotApi } from './bot-api.ts';

const EVERY_MS = 2000;

/** How deliveries went while somebody looked. */
export interface Watched {
  readonly failures: number;
  readonly pending: number;
  readonly lastError: string | undefined;
}

/** Looks at what is pending and what fails for so long; says whatever changes. */
export async function watch(api: BotApi, seconds: number, say: (line: string) => void): Promise<Watched> {
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  let info = await api.info();
  let [failures, last, shown] = [0, info.last_error_date, ''];
  let lastError: string | undefined;
  for (;;) {
    const line = `${info.pending_update_count} pending, ${failures} failures seen`;
    if (line !== shown) say(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
    shown = line;
    const left = until - performance.now();
    if (left <= 0) return { failures, pending: info.pending_update_count, lastError };
    await pause(Math.min(EVERY_MS, left));
    info = await api.info();
    if (info.last_error_date === undefined || info.last_error_date === last) continue;
    last = info.last_error_date;
    failures += 1;
    lastError = info.last_error_message;
  }
}
