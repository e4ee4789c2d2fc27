import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfNeeded } from './build.ts';
import { options, ROOT, step } from './cli.ts';
import { AS_PACKAGES, DIST, inOneFile } from './one-file.ts';

const HELP = `node apps/cli/bundle.ts [-- --to DIR --build NAME]

Makes of dist/ what the container's image runs: the product with all it needs from node_modules in one file (and parts
loaded only when used), beside it the files it reads. Start-up is three times as fast as from node_modules.

  --to DIR       where to (dist/image)
  --build NAME   what GET /health says as its build: the commit's hash (git's HEAD when not given)
  --help         this text`;

const MODULES = join(ROOT, 'node_modules');

/** Counts downloads, and does nothing else. */
const NOT_WANTED = '@scarf/scarf';

/** What packages bring along for other uses than running here. */
const SUPERFLUOUS =
  /\.(map|md|cts|d\.ts|txt)$|\/swagger-ui(-es-bundle(-core)?)?\.js$|\/pglite\/.*\.cjs$|\/ttf\/(?!DejaVuSans(-Bold)?\.ttf$)|\/js\/pdfkit\.(?!node\.mjs$)|\/@expo-google-fonts\/[\w-]+\/(?!package\.json$|LICENSE|400Regular(\/\w+_400Regular\.ttf)?$).|\.old\./;

async function bundle(to: string, name: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  await inOneFile(to, name);
  copyFiles(to);
  writeFileSync(join(to, 'package.json'), JSON.stringify({ type: 'module', private: true }));
}

/** The files that are read at run time: migrations, the page, and the packages that stay packages. */
function copyFiles(to: string): void {
  for (const part of ['apps', 'libs']) {
    cpSync(join(DIST, part), join(to, part), {
      recursive: true,
      filter: (path) => !/\.(js|map|ts|jsonl)$|tsconfig[^/]*$/.test(path) || path.includes('/miniapp/'),
    });
  }
  for (const name of withDependencies(AS_PACKAGES)) {
    mkdirSync(join(to, 'node_modules', name), { recursive: true });
    cpSync(join(MODULES, name), join(to, 'node_modules', name), {
      recursive: true,
      filter: (path) => !SUPERFLUOUS.test(path),
    });
  }
}

/** Packages and all they need, as they lie in node_modules: beside each other, or inside of who needs another version. */
function withDependencies(names: readonly string[]): readonly string[] {
  const all = new Set<string>();
  const add = (place: string): void => {
    if (all.has(place) || place.endsWith(NOT_WANTED)) return;
    all.add(place);
    const manifest = readFileSync(join(MODULES, place, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> }; // as npm has it
    for (const name of Object.keys(dependencies)) add(placeOf(name, place));
  };
  names.forEach(add);
  return [...all];
}

/** Where Node finds a package for one that needs it. */
function placeOf(name: string, needing: string): string {
  const inside = join(needing, 'node_modules', name);
  if (existsSync(join(MODULES, inside, 'package.json'))) return inside;
  const end = needing.lastIndexOf('/node_modules/');
  return end < 0 ? name : placeOf(name, needing.slice(0, end));
}

if (import.meta.main) {
  const { values } = options(HELP, { to: { type: 'string', default: 'dist/image' }, build: { type: 'string' } });
  await buildIfNeeded();
  const to = resolve(ROOT, values.to);
  await step('Bundling FLRTS', () => bundle(to, values.build || headOfGit()));
  console.log(`${values.to}/main.js: ${(statSync(join(to, 'main.js')).size / 1e6).toFixed(1)} MB`);
}

function headOfGit(): string {
  return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
}
