import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { options, ROOT, step } from './cli.ts';

const HELP = `node apps/cli/bundle.ts [-- --to DIR --build NAME]

Makes of dist/ what the container's image runs: the product with all it needs from node_modules in one file (and parts
loaded only when used), beside it the files it reads. Start-up is three times as fast as from node_modules.

  --to DIR       where to (dist/image)
  --build NAME   what GET /health says as its build: the commit's hash (git's HEAD when not given)
  --help         this text`;

const DIST = join(ROOT, 'dist');
const MODULES = join(ROOT, 'node_modules');

/** Packages that find files of their own beside their code: they stay what they are. */
const AS_PACKAGES = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  '@expo-google-fonts/noto-emoji',
  '@expo-google-fonts/noto-sans-kr',
  '@expo-google-fonts/noto-sans-sc',
  'dejavu-fonts-ttf',
  'pdfkit',
  'swagger-ui-dist',
];

/** Counts downloads, and does nothing else. */
const NOT_WANTED = '@scarf/scarf';

/** What packages bring along for other uses than running here. */
const SUPERFLUOUS =
  /\.(map|md|cts|d\.ts|txt)$|\/swagger-ui(-es-bundle(-core)?)?\.js$|\/pglite\/.*\.cjs$|\/ttf\/(?!DejaVuSans(-Bold)?\.ttf$)|\/js\/pdfkit\.(?!node\.mjs$)|\/@expo-google-fonts\/[\w-]+\/(?!package\.json$|LICENSE|400Regular(\/\w+_400Regular\.ttf)?$).|\.old\./;

/** CommonJS inside the bundle requires Node's own modules. */
const BANNER = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`;

/** All modules end up in one folder, and still find what lies beside them in dist/. */
const whereTheyWere: Plugin = {
  name: 'where-they-were',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/dist\/(apps|libs)\/.*\.js$/ }, ({ path }) => {
      const place = JSON.stringify(`/${dirname(relative(DIST, path))}`);
      const file = JSON.stringify(`./${relative(DIST, path)}`);
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${place})`)
        .replaceAll('import.meta.url', `new URL(${file}, import.meta.url).href`);
      return { contents, loader: 'js' };
    }),
};

/**
 * Packages that load others at run time, by a `require` of their own: without this they would do without class-validator
 * where node_modules is not there, and take a second copy of it and of Nest where it is.
 */
const inTheSameFile: Plugin = {
  name: 'in-the-same-file',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/@nestjs\/(mapped-types|terminus)\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^const require = createRequire\(import\.meta\.url\);$/m, ''),
      loader: 'js',
    })),
};

/** Nest and others try whether a package is there, and do without it: what is not installed stays outside. */
const notInstalled: Plugin = {
  name: 'not-installed',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^[@a-z]/ }, async ({ path, kind, pluginData, ...where }) => {
      if (pluginData === notInstalled || !['dynamic-import', 'require-call', 'require-resolve'].includes(kind))
        return null;
      const found = await resolve(path, { kind, ...where, pluginData: notInstalled });
      return found.errors.length > 0 ? { path, external: true } : found;
    }),
};

/** Makes of dist/ one file, `main.js`, and parts of it that are loaded when used; `name` is what it says as its build. */
export async function inOneFile(to: string, name?: string): Promise<void> {
  await build({
    entryPoints: [join(DIST, 'apps/server/src/main.js')],
    outdir: to,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    // the same copy for those who import it and those who load it when needed
    mainFields: ['module', 'main'],
    format: 'esm',
    keepNames: true,
    minifyWhitespace: true,
    legalComments: 'external',
    banner: { js: BANNER },
    ...(name && { define: { FLRTS_BUILD: JSON.stringify(name) } }),
    external: AS_PACKAGES.flatMap((one) => [one, `${one}/*`]),
    // where the decorators of its own copy leave what they know
    alias: { 'class-transformer/cjs/storage': 'class-transformer/esm5/storage.js' },
    plugins: [whereTheyWere, inTheSameFile, notInstalled],
    logLevel: 'warning',
  });
}

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
  const { buildIfNeeded } = await import('./build.ts'); // which loads this file
  await buildIfNeeded();
  const to = resolve(ROOT, values.to);
  await step('Bundling FLRTS', () => bundle(to, values.build || headOfGit()));
  console.log(`${values.to}/main.js: ${(statSync(join(to, 'main.js')).size / 1e6).toFixed(1)} MB`);
}

function headOfGit(): string {
  return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
}
