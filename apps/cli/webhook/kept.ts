import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Which secret the old address is called with: ours, none, or that in OLD_WEBHOOK_SECRET. */
export type OldSecret = 'same' | 'none' | 'env';

/** What a roll-back needs to know of a cut-over; no secret is among it. */
export interface CutOver {
  readonly at: string;
  readonly to: string;
  readonly from: {
    readonly url: string;
    readonly allowed: readonly string[];
    readonly maxConnections: number;
    readonly secret: OldSecret;
  };
}

/** Written before anything is moved, so that a roll-back always knows. */
export function keep(file: string, cutOver: CutOver): void {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(cutOver, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(next, file);
}

/** Undefined when there was no cut-over from here. */
export function kept(file: string): CutOver | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CutOver) : undefined; // written by `keep`
}
