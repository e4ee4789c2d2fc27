import { copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/**
 * A copy of the built product, so that whoever builds meanwhile does not pull it from under a restart; one that says
 * it is another version when that is given.
 */
export function snapshotOfBuild(folder: string, version?: string): string {
  mkdirSync(folder, { recursive: true });
  for (const part of ['dist', 'apps/cli']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  if (version) nameVersion(join(folder, 'dist/libs/core/version.js'), version);
  // newer than all of its sources: `start` must not build it
  const later = Date.now() / 1000 + 60;
  utimesSync(join(folder, 'dist/.built'), later, later);
  return folder;
}

function nameVersion(file: string, version: string): void {
  const code = readFileSync(file, 'utf8');
  const named = code.replace(/VERSION = '[^']*'/, `VERSION = '${version}'`);
  if (named === code) throw new Error(`${file} names no version`);
  writeFileSync(file, named);
}
