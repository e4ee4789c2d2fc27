import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../../libs/core/version.ts';

const ROOT = join(import.meta.dirname, '../..');
const OWN_VERSION = new RegExp(`(\\bVERSION\\d* ?= ?)"${VERSION.replaceAll('.', '\\.')}"`);

/**
 * A copy of the built product, so that whoever builds meanwhile does not pull it from under a restart; one that says
 * it is another version when that is given.
 */
export function snapshotOfBuild(folder: string, version?: string): string {
  mkdirSync(folder, { recursive: true });
  for (const part of ['dist', 'apps/cli']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  if (version) nameVersion(join(folder, 'dist'), version);
  // newer than all of its sources: `start` must not build it
  const later = Date.now() / 1000 + 60;
  utimesSync(join(folder, 'dist/.built'), later, later);
  return folder;
}

function nameVersion(dist: string, version: string): void {
  const files = readdirSync(dist).filter((file) => file.endsWith('.js'));
  const named = files.filter((file) => {
    const code = readFileSync(join(dist, file), 'utf8');
    const other = code.replace(OWN_VERSION, `$1"${version}"`);
    writeFileSync(join(dist, file), other);
    return other !== code;
  });
  if (named.length !== 1) throw new Error(`${named.length} files of ${dist} name the version`);
}
