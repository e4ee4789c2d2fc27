import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { Stop } from '../cli.ts';
import { SOURCES, type SettingName } from './sources.ts';

/** What `.env` of this folder and the environment say; the environment wins, and an empty value is none. */
export function environment(): Readonly<Record<string, string | undefined>> {
  const file = resolve('.env');
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const all = { ...kept, ...process.env };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** Settings a command cannot do without; `Stop` names each that is missing and where it comes from. */
export function need<N extends SettingName>(...names: readonly N[]): Readonly<Record<N, string>> {
  const known = environment();
  const missing = names.filter((name) => !known[name]);
  if (missing.length > 0) {
    const lines = missing.map((name) => `  ${name} is missing: ${SOURCES[name]}`);
    throw new Stop(`Not started. Put into .env or the environment:\n${lines.join('\n')}`, 2);
  }
  return Object.fromEntries(names.map((name) => [name, known[name]])) as Record<N, string>; // none of them is missing
}
