import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_HEADERS } from '../server/src/http/security-headers.ts';
import { options, ROOT } from './cli.ts';

const HELP = `node apps/cli/build-assets.ts [-- --to DIR]

Lays out the Mini App's files as Cloudflare serves them: the page at / and at /app/, its headers in _headers.
Wrangler runs this before a deploy.

  --to DIR   where to (dist/assets)
  --help     this text`;

/** Lays the Mini App's files out for whoever serves files and knows no product. */
export function layOutAssets(to: string): void {
  const page = join(ROOT, 'apps/miniapp');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(page, join(to, 'app'), { recursive: true });
  cpSync(join(page, 'index.html'), join(to, 'index.html'));
  const headers = Object.entries(PAGE_HEADERS).map(([name, value]) => `  ${name}: ${value}\n`);
  writeFileSync(join(to, '_headers'), `/*\n${headers.join('')}`);
}

if (import.meta.main) {
  const { values } = options(HELP, { to: { type: 'string', default: 'dist/assets' } });
  layOutAssets(join(ROOT, values.to));
  console.log(`The Mini App's files are in ${values.to}`);
}
