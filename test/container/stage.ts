import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { layOutAssets } from '../../apps/cli/build-assets.ts';
import { ROOT } from '../../apps/cli/cli.ts';
import { readWrangler } from '../../apps/cli/deploy/wrangler-config.ts';
import { TelegramEmulator } from '../telegram/index.ts';
import { DockerEngine } from './docker-engine.ts';
import { type RecordsServer, startRecords } from './records-server.ts';

export const ADMIN_KEY = 'the-admin-key-of-the-tests';
export const SECRETS = ['webhook-secret-of-the-tests', 'the-one-it-replaces'] as const;

type Init = Parameters<Miniflare['dispatchFetch']>[1];

/**
 * The product as it is deployed, on this machine: workerd runs the Worker as it is, with its Container class, KV and R2;
 * the container is a process of the very bundle that goes into the image; its Supabase is the embedded database.
 */
export class ContainerStage {
  readonly engine: DockerEngine;
  readonly records: RecordsServer;
  readonly telegram: TelegramEmulator;
  readonly log: string;
  readonly #worker: Miniflare;
  readonly #folder: string;

  private constructor(
    parts: Pick<ContainerStage, 'engine' | 'records' | 'telegram' | 'log'>,
    worker: Miniflare,
    folder: string,
  ) {
    this.engine = parts.engine;
    this.records = parts.records;
    this.telegram = parts.telegram;
    this.log = parts.log;
    this.#worker = worker;
    this.#folder = folder;
  }

  static async open(): Promise<ContainerStage> {
    const folder = mkdtempSync(join(tmpdir(), 'flrts-container-'));
    const image = join(folder, 'image');
    execFileSync(process.execPath, ['apps/cli/bundle.ts', '--to', image, '--build', 'build-of-the-tests'], {
      cwd: ROOT,
    });
    layOutAssets(join(folder, 'assets'));
    // Jest's Error is not Node's, by which miniflare knows that these are not there
    for (const name of ['.assetsignore', '_redirects']) writeFileSync(join(folder, 'assets', name), '');
    const records = await startRecords();
    const telegram = await TelegramEmulator.start();
    const log = join(folder, 'container.log');
    const engine = await DockerEngine.listen(join(folder, 'docker.sock'), {
      command: [process.execPath, '--max-semi-space-size=8', '--heap-growing-percent=30', 'main.js'],
      cwd: image,
      env: { NODE_ENV: 'production', DATA_DIR: join(folder, 'data') },
      log,
    });
    const worker = await startWorker(folder, {
      SUPABASE_URL: records.url,
      SUPABASE_KEY: records.key,
      ADMIN_API_KEY: ADMIN_KEY,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_WEBHOOK_SECRET: SECRETS.join(','),
      DEFAULT_TIME_ZONE: 'America/Chicago',
      LOG_LEVEL: 'info',
      TELEGRAM_ADMIN_IDS: '5551234',
    });
    return new ContainerStage({ engine, records, telegram, log }, worker, folder);
  }

  /** A request from outside. */
  ask(path: string, init?: Init): ReturnType<Miniflare['dispatchFetch']> {
    return this.#worker.dispatchFetch(`https://flrts.test${path}`, { redirect: 'manual', ...init });
  }

  /** The same with the admin's key, and its body as JSON. */
  askAsAdmin(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): ReturnType<Miniflare['dispatchFetch']> {
    const sent = {
      authorization: `Bearer ${ADMIN_KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    return this.ask(path, { method, headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  /** What Telegram does when somebody wrote. */
  deliver(update: object, secret: string | undefined = SECRETS[0]): ReturnType<Miniflare['dispatchFetch']> {
    const headers = {
      'content-type': 'application/json',
      ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}),
    };
    return this.ask('/webhook', { method: 'POST', headers, body: JSON.stringify(update) });
  }

  /** The sizes of what is in the bucket. */
  async objectsInR2(): Promise<number[]> {
    const { objects } = await (await this.#worker.getR2Bucket('MEDIA')).list();
    return objects.map(({ size }) => size);
  }

  /** The names of what is in the cache. */
  async keysInKv(): Promise<string[]> {
    const { keys } = await (await this.#worker.getKVNamespace('KV')).list();
    return keys.map(({ name }) => name);
  }

  /** What cron does once a minute. */
  async minute(): Promise<string> {
    const { outcome } = await (
      await this.#worker.getWorker()
    ).scheduled({ cron: '* * * * *', scheduledTime: new Date() });
    return outcome;
  }

  /** What a rollout or the end of `sleepAfter` does: SIGTERM; resolves with the exit code. */
  async stop(): Promise<number | undefined> {
    const { running } = this.engine;
    running?.signal('SIGTERM');
    return running?.ended;
  }

  async close(): Promise<void> {
    await this.#worker.dispose();
    await this.engine.close();
    await this.telegram.stop();
    await this.records.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function startWorker(folder: string, vars: Readonly<Record<string, string>>): Promise<Miniflare> {
  const { compatibility_date, assets } = readWrangler();
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'apps/worker/src/index.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    keepNames: true,
    external: ['cloudflare:workers'],
    write: false,
  });
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: compatibility_date,
    cf: false,
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: say,
    bindings: { VERSION: { id: 'worker-of-the-tests' }, ...vars },
    kvNamespaces: ['KV'],
    r2Buckets: ['MEDIA'],
    assets: {
      directory: join(folder, 'assets'),
      binding: 'ASSETS',
      routerConfig: { has_user_worker: true, static_routing: { user_worker: [...assets.run_worker_first] } },
      assetConfig: { not_found_handling: assets.not_found_handling, html_handling: 'auto-trailing-slash' },
    },
    containerEngine: {
      localDocker: { socketPath: `unix://${folder}/docker.sock`, containerEgressInterceptorImage: 'stand-in' },
    },
    durableObjects: { APP: { className: 'AppContainer', useSQLite: true, container: { imageName: 'flrts:test' } } },
  });
  await worker.ready;
  return worker;
}

/** What the Worker logs, for whoever looks for a fault. */
function say(...streams: readonly Readable[]): void {
  for (const stream of streams) {
    if (process.env['TEST_LOG']) stream.pipe(process.stderr);
    else stream.resume();
  }
}
