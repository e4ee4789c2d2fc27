import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { ROOT } from './cli.ts';
import { plainAscii } from './plain-ascii.ts';

/** What was built, and what the one file is made of. */
export const DIST = join(ROOT, 'dist');

/** Packages that find files of their own beside their code: they stay what they are. */
export const AS_PACKAGES = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  '@expo-google-fonts/noto-emoji',
  '@expo-google-fonts/noto-sans-devanagari',
  '@expo-google-fonts/noto-sans-kr',
  '@expo-google-fonts/noto-sans-sc',
  '@expo-google-fonts/noto-sans-thai',
  'dejavu-fonts-ttf',
  'pdfkit',
  'swagger-ui-dist',
];

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
  const { outputFiles } = await build({
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
    write: false,
  });
  mkdirSync(to, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith('.js') ? plainAscii(text) : text);
}
