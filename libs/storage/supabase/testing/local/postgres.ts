import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { postgresBinary } from './binaries.ts';
import { end, endWithUs, freePort, isAlive, unprivileged, until } from './processes.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  /** Survives a power failure; not wanted in tests. */
  readonly durable: boolean;
}

/** A running PostgreSQL with one connection of its owner's. */
export interface LocalPostgres {
  readonly port: number;
  exec(script: string): Promise<void>;
  query(sql: string, values?: readonly string[]): Promise<readonly (readonly (string | null)[])[]>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on a free loopback port, creating its cluster on the first start. */
export async function startPostgres({ dataDir, durable }: PostgresOptions): Promise<LocalPostgres> {
  const owner = unprivileged();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (owner) chownSync(dataDir, owner.uid, owner.gid);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(dataDir);
  await endPrevious(dataDir);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    shared_buffers: '64MB',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(postgresBinary('postgres'), ['-D', dataDir, '-p', String(port), ...flags], {
    ...owner,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  endWithUs(server, 'INT');
  try {
    const connection = await connect(port, () => (server.exitCode === null ? undefined : `PostgreSQL ended: ${said}`));
    return {
      port,
      exec: async (script) => void (await connection.query(script)),
      query: async (sql, values) =>
        (await connection.query({ text: sql, values, rowMode: 'array', types: AS_TEXT })).rows,
      stop: async () => {
        await connection.end();
        await end(server, 'SIGINT');
      },
    };
  } catch (error) {
    await end(server, 'SIGINT');
    throw error;
  }
}

async function initialise(dataDir: string): Promise<void> {
  const flags = [
    '-U',
    'postgres',
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const initdb = spawn(postgresBinary('initdb'), ['-D', dataDir, '--no-sync', '--locale=C', ...flags], {
    ...unprivileged(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  initdb.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => initdb.once('close', resolve));
  if (code === 0) return;
  rmSync(dataDir, { recursive: true, force: true });
  throw new Error(`initdb failed: ${said}`);
}

// After a kill -9 of its starter the server may live on, or its pid file may name a process that is somebody else now.
async function endPrevious(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 1 && isAlive(pid) && isServerOf(pid, dataDir)) {
    process.kill(pid, 'SIGINT');
    await until(
      async () => !isAlive(pid),
      () => undefined,
    );
  }
  rmSync(file, { force: true });
}

function isServerOf(pid: number, dataDir: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine)) return readFileSync(commandLine, 'utf8').split('\0').includes(dataDir);
  throw new Error(`${dataDir} seems to be in use by process ${pid}; end it, or remove postmaster.pid there`);
}

/** The part of `pg` used here; it comes without types. */
interface Connection {
  connect(): Promise<void>;
  query(query: string | object): Promise<{ rows: (string | null)[][] }>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

const AS_TEXT = { getTypeParser: () => (value: string) => value };

async function connect(port: number, gaveUp: () => string | undefined): Promise<Connection> {
  const { Client } = createRequire(import.meta.url)('pg') as { Client: new (options: object) => Connection };
  let connection: Connection | undefined;
  await until(async () => {
    const attempt = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    attempt.on('error', () => undefined);
    await attempt.connect();
    connection = attempt;
    return true;
  }, gaveUp);
  if (!connection) throw new Error('no connection to PostgreSQL');
  return connection;
}
