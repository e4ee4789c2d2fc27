import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DirectoryLock } from '../../libs/storage/supabase/embedded/directory-lock.ts';
import { whyNoBinaries } from '../../libs/storage/supabase/testing/local/binaries.ts';
import { startLocalSupabase } from '../../libs/storage/supabase/testing/local/local-supabase.ts';

const HELP = `npm run supabase:local -- [options]

Starts a real PostgreSQL and a real PostgREST on this machine, with FLRTS's migrations applied, and stays until it is
stopped with Ctrl-C. Prints SUPABASE_URL and SUPABASE_KEY for .env; both stay the same as long as the data does.

  --data DIR   where the data is kept (default: .data/supabase-local)
  --port N     the port of SUPABASE_URL (default: 54321; 0 takes any free one)
  --fresh      throws the data away first
  --help       shows this`;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '.data/supabase-local' },
    port: { type: 'string', default: '54321' },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const port = Number(options.port);
  const data = resolve(options.data);
  const problem =
    whyNoBinaries() ??
    (Number.isInteger(port) && port >= 0 && port < 65536 ? undefined : `${options.port} is not a port`);
  if (problem) return fail(problem);
  try {
    if (options.fresh) removeData(data);
    mkdirSync(data, { recursive: true });
    chmodSync(data, 0o755);
    const server = await startLocalSupabase({
      dataDir: join(data, 'cluster'),
      migrationsDir: join(import.meta.dirname, '../../libs/stores/supabase/migrations'),
      durable: true,
      port,
      jwtSecret: secretIn(data),
      say: console.log,
    });
    console.log(`ready; stop it with Ctrl-C\n\nSUPABASE_URL=${server.url}\nSUPABASE_KEY=${server.key('service_role')}`);
    const signal = await stopSignal();
    console.log(`${signal}: stopping PostgREST and PostgreSQL …`);
    await server.stop();
    console.log('stopped');
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

/** Kept beside the data, so that keys given out stay good. */
function secretIn(data: string): string {
  const file = join(data, 'jwt-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function removeData(data: string): void {
  if (!existsSync(data)) return;
  if (!existsSync(join(data, 'jwt-secret'))) {
    throw new Error(`${data} does not look like data of supabase:local; nothing was removed`);
  }
  DirectoryLock.take(data).release();
  rmSync(data, { recursive: true, force: true });
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done(signal));
  });
}

function fail(message: string): void {
  console.error(`supabase:local: ${message}`);
  process.exitCode = 1;
}
