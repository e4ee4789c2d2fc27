import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../cli.ts';

export const WRANGLER = join(ROOT, 'wrangler.jsonc');

/** What wrangler.jsonc says, as far as we look at it. */
export interface WranglerConfig {
  readonly compatibility_date: string;
  readonly assets: {
    readonly run_worker_first: readonly string[];
    readonly not_found_handling: 'single-page-application';
  };
  readonly migrations: readonly Readonly<Record<string, unknown>>[];
  readonly triggers: { readonly crons: readonly string[] };
  readonly env: Readonly<Record<string, WranglerEnvironment>>;
}

/** One environment: its own bindings, for Wrangler inherits none. */
export interface WranglerEnvironment {
  readonly name?: string;
  readonly containers?: readonly { readonly class_name: string; readonly placement?: unknown }[];
  readonly durable_objects?: { readonly bindings: readonly { readonly name: string; readonly class_name: string }[] };
  readonly kv_namespaces?: readonly { readonly binding: string; readonly id?: string }[];
  readonly r2_buckets?: readonly { readonly binding: string; readonly bucket_name?: string }[];
  readonly vectorize?: readonly { readonly binding: string; readonly index_name?: string }[];
  readonly version_metadata?: { readonly binding: string };
  readonly vars?: Readonly<Record<string, string>>;
}

/** Reads it; throws when it is not JSON with comments. Whether it is right, `faultsOf` says. */
export function readWrangler(path = WRANGLER): WranglerConfig {
  const { config, error } = ts.parseConfigFileTextToJson(path, readFileSync(path, 'utf8'));
  if (error) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  return config as WranglerConfig; // `faultsOf` holds it against Wrangler's own schema
}

/** What an environment still has as it came with the source, and a deploy cannot work with. */
export function unfilledIn({ kv_namespaces = [], vars = {} }: WranglerEnvironment): readonly string[] {
  const ids = kv_namespaces
    .filter(({ id }) => !id || /^0+$/.test(id))
    .map(({ binding }) => `kv_namespaces.${binding}.id`);
  const placeholders = Object.entries(vars).filter(([, value]) => /PROJECT|SUBDOMAIN/.test(value));
  return [...ids, ...placeholders.map(([name]) => `vars.${name}`)];
}
