import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../cli.ts';

export const WRANGLER = join(ROOT, 'wrangler.jsonc');

/** What wrangler.jsonc says, as far as we look at it. */
export interface WranglerConfig {
  readonly compatibility_date: string;
  readonly build: { readonly command: string };
  readonly assets: {
    readonly directory: string;
    readonly run_worker_first: readonly string[];
    readonly not_found_handling: 'single-page-application';
  };
  readonly migrations: readonly Readonly<Record<string, unknown>>[];
  readonly triggers: { readonly crons: readonly string[] };
  readonly env: Readonly<Record<string, WranglerEnvironment>>;
}

/** One environment: its own bindings, for Wrangler inherits none. */
export interface WranglerEnvironment {
  readonly name: string;
  readonly containers?: readonly WranglerContainer[];
  readonly durable_objects?: { readonly bindings: readonly { readonly name: string; readonly class_name: string }[] };
  readonly kv_namespaces?: readonly { readonly binding: string; readonly id?: string }[];
  readonly r2_buckets?: readonly { readonly binding: string; readonly bucket_name?: string }[];
  readonly vectorize?: readonly { readonly binding: string; readonly index_name?: string }[];
  readonly version_metadata?: { readonly binding: string };
  readonly vars?: Readonly<Record<string, string>>;
}

interface WranglerContainer {
  readonly name: string;
  readonly class_name: string;
  readonly image: string;
  readonly image_vars?: Readonly<Record<string, string>>;
  readonly placement?: unknown;
}

const PLACEHOLDER = /PROJECT|SUBDOMAIN|^0{32}$/;

/** Reads it; throws when it is not JSON with comments. Whether it is right, `faultsOf` says. */
export function readWrangler(path = WRANGLER): WranglerConfig {
  const { config, error } = ts.parseConfigFileTextToJson(path, readFileSync(path, 'utf8'));
  if (error) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  return config as WranglerConfig; // `faultsOf` holds it against Wrangler's own schema
}

/**
 * An environment with its placeholders replaced by settings of the same name, and with what its bindings do not tell:
 * which account and bucket links to R2 are signed for.
 */
export function filledIn(one: WranglerEnvironment, known: Readonly<Record<string, string | undefined>>) {
  const { vars = {}, kv_namespaces: namespaces = [], r2_buckets: [bucket] = [] } = one;
  const real = { CLOUDFLARE_ACCOUNT_ID: known['CLOUDFLARE_ACCOUNT_ID'], CLOUDFLARE_R2_BUCKET: bucket?.bucket_name };
  const filled: WranglerEnvironment = {
    ...one,
    vars: {
      ...Object.fromEntries(Object.entries(real).flatMap(([name, value]) => (value ? [[name, value]] : []))),
      ...Object.fromEntries(
        Object.entries(vars).map(([name, value]) => [name, PLACEHOLDER.test(value) ? (known[name] ?? value) : value]),
      ),
    },
    kv_namespaces: namespaces.map(({ id, ...rest }) => {
      const found = isOpen(id) ? (known['CLOUDFLARE_KV_NAMESPACE_ID'] ?? id) : id;
      return { ...rest, ...(found ? { id: found } : {}) };
    }),
  };
  return filled;
}

/** The settings whose values an environment still lacks; it cannot be deployed without them. */
export function unfilledIn({ kv_namespaces: namespaces = [], vars = {} }: WranglerEnvironment): readonly string[] {
  const open = Object.entries(vars).flatMap(([name, value]) => (PLACEHOLDER.test(value) ? [name] : []));
  return [...open, ...namespaces.flatMap(({ id }) => (isOpen(id) ? ['CLOUDFLARE_KV_NAMESPACE_ID'] : []))];
}

function isOpen(id: string | undefined): boolean {
  return !id || PLACEHOLDER.test(id);
}
