import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Who may import whom. `storage/*` stands for each of them by itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'libs/core': [],
  'libs/config': ['core'],
  'libs/storage/supabase': ['core', 'config'],
  'libs/storage/cloudflare': ['core'],
  'libs/storage/r2': ['core', 'config', 'storage/cloudflare'],
  'libs/storage/vectorize': ['core', 'config', 'storage/cloudflare', 'storage/supabase'],
  'libs/storage/kv': ['core', 'config', 'storage/cloudflare'],
  'libs/documents': ['core'],
  'libs/messenger': ['core', 'config'],
  'libs/stores': ['core', 'storage/supabase'],
  'libs/media': ['core', 'stores', 'storage/r2'],
  'libs/rails': ['core'],
  'libs/replies': ['core'],
  'libs/processors': ['core', 'stores', 'rails'],
  'libs/intake': ['core', 'config', 'rails', 'processors', 'replies', 'stores'],
  'libs/delivery': ['core', 'config', 'stores', 'messenger', 'replies', 'intake', 'rails', 'media'],
  'apps/worker': [],
  'apps/server/src/rest': [
    'documents',
    'core',
    'config',
    'intake',
    'processors',
    'stores',
    'rails',
    'replies',
    'media',
    'storage/r2',
  ],
  'apps/server/src/telegram': ['core', 'config', 'intake', 'processors', 'stores', 'rails', 'storage/kv'],
  'apps/server/src/admin': ['core', 'config', 'intake', 'processors', 'stores', 'media'],
  'apps/server/src/mcp': ['core'],
  'apps/server/src/access': ['core', 'config', 'stores'],
  'apps/server/src/http': ['core', 'config', 'stores', 'storage/supabase'],
};

/** Vendor packages, and the files that may name them. */
const VENDORS: readonly [package_: RegExp, files: RegExp][] = [
  [/^@electric-sql\//, /\.pglite\.ts$/],
  [/^@supabase\//, /\.supabase\.ts$/],
  [/^(telegraf|nestjs-telegraf)/, /(\.telegraf\.ts|apps\/server\/src\/telegram\/.*\.ts)$/],
  [/^@cloudflare\/containers$/, /apps\/worker\/src\//],
  [/^cloudflare(\/|$)/, /\.cloudflare\.ts$/],
  [/^aws4fetch/, /\.aws4fetch\.ts$/],
  [/^@modelcontextprotocol\//, /apps\/server\/src\/mcp\//],
  [/^pdfkit|^dejavu-fonts|^@expo-google-fonts\//, /\.pdfkit\.ts$/],
  [/^@prometheus-io\//, /apps\/server\/src\/(health|process)\//],
  [/^chrono-node|^@microsoft\/recognizers|^temporal-polyfill|^rrule-temporal/, /libs\/rails\/time\//],
];

const LONGEST = 250;
const MISC = /(^|\/)(common|shared|utils?|helpers?|types|base|manager)(\/|\.|$)/;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources = [...below('libs'), ...below('apps')].filter(({ path }) => !path.endsWith('.d.ts'));
const product = sources.filter(({ path }) => !/\.(spec|contract)\.ts$|\/testing\//.test(path));

describe('the house', () => {
  it.each(Object.keys(MAY_IMPORT))('%s imports only what it may', (part) => {
    const own = product.filter(({ path }) => path.startsWith(`${part}/`));
    const allowed = MAY_IMPORT[part] ?? [];
    const foreign = own.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('#') && !allowed.includes(name.slice(1)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it('has a line in the import table for every library', () => {
    const libraries = new Set(
      sources.filter(({ path }) => path.startsWith('libs/')).map(({ path }) => libraryOf(path)),
    );
    expect([...libraries].filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  it('reaches other libraries only through their index', () => {
    const climbing = product.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.') && libraryOf(path) !== libraryOf(join(path, '..', name)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(climbing.filter((line) => !line.startsWith('apps/'))).toEqual([]);
  });

  it('has no command that loads itself in a circle: it would wait for itself for ever', () => {
    const commands = new Map(product.filter(({ path }) => path.startsWith('apps/cli/')).map((one) => [one.path, one]));
    const reaches = (path: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> =>
      importsIn((commands.get(path)?.text ?? '').replace(/^import type [^;]*;/gm, ''))
        .filter((name) => name.startsWith('.'))
        .map((name) => join(path, '..', name))
        .reduce((all, next) => (all.has(next) ? all : reaches(next, new Set([...all, next]))), seen);
    expect([...commands.keys()].filter((path) => reaches(path).has(path))).toEqual([]);
  });

  it('starts a command that builds the product without anything of what is built', () => {
    const loaded = (path: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(path)) return seen;
      seen.add(path);
      const code = readFileSync(join(ROOT, path), 'utf8').replace(/^(?:import|export) type [^;]*;/gm, '');
      for (const [, name = ''] of code.matchAll(/^(?:import|export|\}) .*?'([^']+)';$/gm)) {
        if (name.startsWith('#')) seen.add(name);
        else if (name.startsWith('.')) loaded(join(path, '..', name), seen);
      }
      return seen;
    };
    const building = product.filter(({ path, text }) => path.startsWith('apps/cli/') && text.includes('buildIfNeeded'));
    expect(building.length).toBeGreaterThan(5);
    expect(
      building.flatMap(({ path }) =>
        [...loaded(path)].filter((name) => name.startsWith('#')).map((name) => `${path} loads ${name}`),
      ),
    ).toEqual([]);
  });

  it('names a vendor only in the file made for it', () => {
    const stray = product.flatMap(({ path, imports }) =>
      imports.flatMap((name) =>
        VENDORS.filter(([package_, files]) => package_.test(name) && !files.test(path)).map(
          () => `${path} imports ${name}`,
        ),
      ),
    );
    expect(stray).toEqual([]);
  });

  it('knows no framework in core', () => {
    const foreign = product
      .filter(({ path }) => path.startsWith('libs/core/'))
      .flatMap(({ imports }) => imports.filter((name) => !name.startsWith('./')));
    expect(foreign).toEqual([]);
  });

  it('keeps every source file short', () => {
    const data = /\/language\/|\/regression\/|weights|syntax\/commands/;
    const long = product.filter(({ path, text }) => !data.test(path) && text.split('\n').length > LONGEST + 1);
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length} lines`)).toEqual([]);
  });

  it('has no place for things without a name', () => {
    expect(sources.map(({ path }) => path).filter((path) => MISC.test(path))).toEqual([]);
  });

  it('reads the environment only in config, and prints only in commands', () => {
    // in a Worker the console is the log
    const own = product.filter(({ path }) => !/^apps\/(cli|miniapp|worker)\//.test(path));
    const environment = own.filter(({ path, text }) => !path.startsWith('libs/config/') && /process\.env/.test(text));
    const printing = own.filter(({ text }) => /\bconsole\./.test(text));
    expect([...environment, ...printing].map(({ path }) => path)).toEqual([]);
  });

  it('uses no any, no non-null assertion, no forwardRef and no export *', () => {
    const loose = /(: any\b(?! )|<any>|as any\b|\bforwardRef\(|^export \* )/m;
    expect(product.filter(({ text }) => loose.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('asks for at most five things in a constructor', () => {
    const greedy = product.flatMap(({ path, text }) =>
      [...text.matchAll(/constructor\(([^)]*)\)/g)]
        .filter(
          ([, list = '']) =>
            list
              .replace(/\{[^}]*\}/g, 'x')
              .split(',')
              .filter((one) => one.trim()).length > 5,
        )
        .map(() => path),
    );
    expect(greedy).toEqual([]);
  });

  it('runs every contract, on two adapters or more where there are two', () => {
    const contracts = sources.filter(({ path }) => path.endsWith('.contract.ts'));
    const runs = (contract: Source, through: readonly Source[] = []): number =>
      sources
        .filter((one) => !through.includes(one) && one !== contract)
        .filter(({ path, imports }) =>
          imports.some((name) => name.startsWith('.') && join(path, '..', name) === contract.path),
        )
        .reduce((sum, one) => sum + (one.path.endsWith('.contract.ts') ? runs(one, [...through, contract]) : 1), 0);
    expect(contracts.length).toBeGreaterThan(0);
    expect(contracts.filter((contract) => runs(contract) < 2).map(({ path }) => path)).toEqual([]);
  });

  it('cites only paths that exist in its documents', () => {
    const documents = [...markdownBelow('docs'), ...(existsSync(join(ROOT, 'README.md')) ? ['README.md'] : [])];
    const cited = documents.flatMap((document) =>
      [...readFileSync(join(ROOT, document), 'utf8').matchAll(/`((?:apps|libs|docs|test|docker)\/[\w./-]+)`/g)].map(
        ([, path = '']) => ({ document, path }),
      ),
    );
    expect(
      cited.filter(({ path }) => !existsSync(join(ROOT, path))).map(({ document, path }) => `${document}: ${path}`),
    ).toEqual([]);
  });
});

function below(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const path = relative(ROOT, join(entry.parentPath, entry.name));
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, imports: importsIn(text) };
    });
}

function importsIn(text: string): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => name);
}

function libraryOf(path: string): string {
  const [top = '', name = '', sub = ''] = path.split('/');
  return name === 'storage' ? `${top}/${name}/${sub}` : `${top}/${name}`;
}

function markdownBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}
