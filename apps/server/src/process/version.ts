import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

const { version } = JSON.parse(readFileSync(findPackageJSON('..', import.meta.url) ?? 'package.json', 'utf8')) as {
  version: string; // npm refuses a package without one
};

/** The version of this product, as package.json has it. */
export const VERSION = version;
