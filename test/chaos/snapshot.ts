import { copyFileSync, cpSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** A copy of the built product, so that whoever builds meanwhile does not pull it from under a restart. */
export function snapshotOfBuild(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const part of ['dist', 'apps/cli']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // newer than all of its sources: `start` must not build it
  const later = Date.now() / 1000 + 60;
  utimesSync(join(folder, 'dist/.built'), later, later);
  return folder;
}
