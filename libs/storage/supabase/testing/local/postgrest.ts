import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { postgrestBinary } from './binaries.ts';
import { end, endWithUs, freePort, until } from './processes.ts';

export interface LocalPostgrest {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts PostgREST on a free loopback port in front of a PostgreSQL. */
export async function startPostgrest(postgresPort: number, jwtSecret: string): Promise<LocalPostgrest> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const server = spawn(postgrestBinary(), [], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PGRST_DB_URI: `postgres://authenticator@127.0.0.1:${postgresPort}/postgres`,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_EXTRA_SEARCH_PATH: 'public, extensions',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_POOL: '10',
      PGRST_JWT_SECRET: jwtSecret,
      // whose key was good an hour ago need not prove it again, and garbage is looked for less often: a fifth of its CPU time
      PGRST_JWT_CACHE_MAX_LIFETIME: '3600',
      GHCRTS: '-A16m',
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
      PGRST_ADMIN_SERVER_PORT: String(adminPort),
      PGRST_LOG_LEVEL: 'crit',
    },
  });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  endWithUs(server, 'TERM');
  try {
    await until(
      async () => (await fetch(`http://127.0.0.1:${adminPort}/ready`)).ok,
      () => (server.exitCode === null ? undefined : `PostgREST ended: ${said}`),
    );
  } catch (error) {
    await end(server, 'SIGTERM');
    throw error;
  }
  return { port, stop: () => end(server, 'SIGTERM') };
}

/** A token PostgREST takes: HS256, valid for ten years. */
export function signToken(claims: Readonly<Record<string, unknown>>, jwtSecret: string): string {
  const issued = Math.floor(Date.now() / 1000);
  const payload = { iss: 'supabase-local', iat: issued, exp: issued + 10 * 365 * 24 * 3600, ...claims };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, payload].map((part) => encoded(JSON.stringify(part))).join('.');
  return `${signed}.${createHmac('sha256', jwtSecret).update(signed).digest('base64url')}`;
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
