import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, Stop } from '../cli.ts';
import { environment } from './environment.ts';

const CONFIG = 'wrangler.jsonc';
const PLACEHOLDER = /PROJECT|SUBDOMAIN|^0{32}$/;

/** The part of wrangler.jsonc read here. */
interface WranglerConfig {
  readonly build: { command: string };
  readonly assets: { directory: string };
  readonly env: Readonly<Record<string, Environment | undefined>>;
}

interface Environment {
  readonly name: string;
  readonly containers: Container[];
  readonly kv_namespaces: { id: string }[];
  readonly r2_buckets: readonly { readonly bucket_name: string }[];
  readonly vectorize: readonly { readonly index_name: string }[];
  readonly vars: Record<string, string>;
}

interface Container {
  readonly name: string;
  image: string;
  image_vars?: Record<string, string>;
}

/** Where something is deployed to: an environment of wrangler.jsonc, filled in. */
export interface Target {
  readonly name: string;
  readonly worker: string;
  readonly container: string;
  readonly url: string;
  /** Wrangler's configuration with everything filled in; `release` takes the file away. */
  readonly config: string;
  release(): void;
}

/** Reads an environment; what is still a placeholder in it comes from the settings of the same name. */
export function targetOf(
  name: string,
  { build, image, url }: { build: string; image?: string | undefined; url?: string | undefined },
): Target {
  const config = read();
  const chosen = environmentIn(config, name);
  const [container] = chosen.containers;
  if (!container) throw new Stop(`${CONFIG}: the environment ${name} has no container`, 2);
  fill(chosen);
  if (image) {
    container.image = image;
    delete container.image_vars;
  } else container.image_vars = { ...container.image_vars, BUILD: build };
  const missing = placeholdersIn(chosen);
  if (missing.length > 0) {
    throw new Stop(
      `Not started. Still to be filled in, in ${CONFIG} or by settings of these names: ${missing.join(', ')}`,
      2,
    );
  }
  // a folder of its own: whoever runs wrangler at the same time lays the files out, too
  const assets = `dist/assets-${name}`;
  config.assets.directory = `./${assets}`;
  config.build.command = `node apps/cli/build-assets.ts --to ${assets}`;
  const file = join(ROOT, `.wrangler.${name}.json`);
  writeFileSync(file, JSON.stringify(config, undefined, 2));
  return {
    name,
    worker: chosen.name,
    container: container.name,
    url: url ?? chosen.vars['PUBLIC_URL'] ?? '',
    config: file,
    release: () => rmSync(file, { force: true }),
  };
}

/** How an environment names what it uses. */
export function namesIn(name: string): { worker: string; bucket: string; index: string } {
  const {
    name: worker,
    r2_buckets: [bucket],
    vectorize: [index],
  } = environmentIn(read(), name);
  return { worker, bucket: bucket?.bucket_name ?? '', index: index?.index_name ?? '' };
}

/** The commit this is; `-changed` when the folder differs from it. */
export function buildHere(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') ? '-changed' : '');
}

function read(): WranglerConfig {
  const file = join(ROOT, CONFIG);
  const { config, error } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8'));
  if (error) throw new Stop(`${CONFIG} cannot be read: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`);
  return config as WranglerConfig; // its shape has a test of its own
}

function environmentIn({ env }: WranglerConfig, name: string): Environment {
  const chosen = env[name];
  if (chosen) return chosen;
  throw new Stop(`${CONFIG} has no environment ${name}; it has ${Object.keys(env).join(', ')}`, 2);
}

function fill({ vars, kv_namespaces: [namespace] }: Environment): void {
  const known = environment();
  for (const [name, value] of Object.entries(vars)) {
    if (PLACEHOLDER.test(value)) vars[name] = known[name] ?? value;
  }
  if (namespace && PLACEHOLDER.test(namespace.id)) namespace.id = known['CLOUDFLARE_KV_NAMESPACE_ID'] ?? namespace.id;
}

function placeholdersIn({ vars, kv_namespaces: namespaces }: Environment): string[] {
  const open = Object.entries(vars).flatMap(([name, value]) => (PLACEHOLDER.test(value) ? [name] : []));
  return [...open, ...namespaces.flatMap(({ id }) => (PLACEHOLDER.test(id) ? ['CLOUDFLARE_KV_NAMESPACE_ID'] : []))];
}
