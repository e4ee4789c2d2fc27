import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Stop } from '../cli.ts';
import { environment } from './environment.ts';
import {
  filledIn,
  readWrangler,
  unfilledIn,
  type WranglerConfig,
  type WranglerEnvironment,
} from './wrangler-config.ts';

const CONFIG = 'wrangler.jsonc';

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
  const config = readWrangler();
  const chosen = filledIn(environmentIn(config, name), environment());
  const [container] = chosen.containers ?? [];
  if (!container) throw new Stop(`${CONFIG}: the environment ${name} has no container`, 2);
  const missing = unfilledIn(chosen);
  if (missing.length > 0) {
    throw new Stop(
      `Not started. Still to be filled in, in ${CONFIG} or by settings of these names: ${missing.join(', ')}`,
      2,
    );
  }
  const { image_vars: vars, ...rest } = container;
  const built = image ? { ...rest, image } : { ...container, image_vars: { ...vars, BUILD: build } };
  // a folder of its own: whoever runs wrangler at the same time lays the files out, too
  const assets = `dist/assets-${name}`;
  const whole: WranglerConfig = {
    ...config,
    build: { ...config.build, command: `node apps/cli/build-assets.ts --to ${assets}` },
    assets: { ...config.assets, directory: `./${assets}` },
    env: { ...config.env, [name]: { ...chosen, containers: [built] } },
  };
  const file = join(ROOT, `.wrangler.${name}.json`);
  writeFileSync(file, JSON.stringify(whole, undefined, 2));
  return {
    name,
    worker: chosen.name,
    container: container.name,
    url: url ?? chosen.vars?.['PUBLIC_URL'] ?? '',
    config: file,
    release: () => rmSync(file, { force: true }),
  };
}

/** How an environment names what it uses. */
export function namesIn(name: string): { worker: string; bucket: string; index: string } {
  const { name: worker, r2_buckets: [bucket] = [], vectorize: [index] = [] } = environmentIn(readWrangler(), name);
  return { worker, bucket: bucket?.bucket_name ?? '', index: index?.index_name ?? '' };
}

/** The commit this is; `-changed` when the folder differs from it. */
export function buildHere(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') ? '-changed' : '');
}

function environmentIn({ env }: WranglerConfig, name: string): WranglerEnvironment {
  const chosen = env[name];
  if (chosen) return chosen;
  throw new Stop(`${CONFIG} has no environment ${name}; it has ${Object.keys(env).join(', ')}`, 2);
}
