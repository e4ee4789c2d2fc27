import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '../..');
export const WRANGLER = join(ROOT, 'wrangler.jsonc');

/** What wrangler.jsonc says of one environment, as far as the tests ask. */
export interface WorkerConfig {
  readonly compatibility_date: string;
  readonly assets: {
    readonly run_worker_first: readonly string[];
    readonly not_found_handling: 'single-page-application';
  };
}

/** wrangler.jsonc as data. */
export function readWrangler(): WorkerConfig & Readonly<Record<string, unknown>> {
  const { config, error } = ts.parseConfigFileTextToJson(WRANGLER, readFileSync(WRANGLER, 'utf8'));
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  return config as ReturnType<typeof readWrangler>; // its schema is checked in wrangler.e2e-spec.ts
}
