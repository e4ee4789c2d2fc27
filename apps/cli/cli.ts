import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The project's root folder. */
export const ROOT = join(import.meta.dirname, '../..');

/** Parses a command's options; `--help` prints what it does and ends; unknown options end with a clear line. */
export function options<T extends NonNullable<ParseArgsConfig['options']>>(help: string, known: T) {
  try {
    if (process.argv.includes('--help') || process.argv.includes('-h')) {
      console.log(help.trim());
      process.exit(0);
    }
    return parseArgs({ options: known, allowPositionals: true });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help.trim()}`);
    process.exit(2);
  }
}

/** Something a person can do something about: said without a stack, and the command ends with this code. */
export class Stop extends Error {
  readonly code: number;

  /** 1: it did not work; 2: asked for wrongly, or a setting is missing. */
  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Does a command's work; what went wrong is said, and is its exit code. */
export async function command(work: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = error instanceof Stop ? error.code : 1;
  }
}

/** Runs a program of the project in the foreground; answers its exit code. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Runs a node script with this very node. */
export function node(...args: readonly string[]): Promise<number> {
  return run(process.execPath, args);
}

/** Says what is being done, does it, and says how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  console.log(`${what} …`);
  const result = await work();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

/** The latest change of any file below these places, as a time in milliseconds. */
export function latestChange(places: readonly string[]): number {
  return Math.max(
    0,
    ...places
      .map((place) => join(ROOT, place))
      .filter((place) => existsSync(place))
      .map((place) => (statSync(place).isDirectory() ? latestBelow(place) : statSync(place).mtimeMs)),
  );
}

function latestBelow(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}
