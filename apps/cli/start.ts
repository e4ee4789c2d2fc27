import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { buildIfNeeded } from './build.ts';
import { options, ROOT } from './cli.ts';
import { runAlone } from './thrift.ts';

const HELP = `npm start [-- --new-admin-key]

Starts FLRTS on port 8000 (PORT). With nothing configured it runs completely on this machine and keeps
its data in .data (DATA_DIR). The first start builds it and prints an admin API key, once.

  --new-admin-key   make and print another admin key
  --help            this text

All settings: .env.example`;

options(HELP, { 'new-admin-key': { type: 'boolean' } });
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `FLRTS needs Node 24; this is ${process.version}. "npm ci" brings it on Linux and Windows: start with "npm start".`,
  );
  process.exit(1);
}
await buildIfNeeded();
const main = join(ROOT, 'dist/main.js');
const compileCache = join(ROOT, 'node_modules/.cache/flrts');
runAlone(main, compileCache);
enableCompileCache(compileCache);
await import(main);
