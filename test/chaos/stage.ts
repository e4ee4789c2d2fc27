import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../libs/storage/supabase/testing/local/processes.ts';
import { type EmulatorOptions, TelegramEmulator } from '../telegram/index.ts';
import { Api, KEY } from './api.ts';
import { Balancer } from './balancer.ts';
import { Database } from './database.ts';
import { Instance } from './instance.ts';
import { snapshotOfBuild } from './snapshot.ts';

export const SECRET = 'chaos-secret';
const ALLOWED = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

export interface StageOptions {
  readonly instances: number;
  /** Real PostgreSQL behind PostgREST; several instances need it. */
  readonly postgres?: boolean;
  readonly telegram?: EmulatorOptions;
  /** What each instance says its version is; the one that was built when not given. */
  readonly versions?: readonly string[];
  /** How long Telegram's answers are on their way, when it has done already what was asked; 0 when not given. */
  readonly answerAfterMs?: number;
}

/** The whole product with everything around it: our Telegram, a database, a balancer before its instances. */
export class Stage {
  readonly telegram: TelegramEmulator;
  readonly instances: readonly Instance[];
  readonly balancer: Balancer;
  readonly api: Api;
  /** Thrown away at the end, unless something went wrong. */
  readonly folder: string;
  readonly #database: Database | undefined;
  readonly #way: Balancer;

  private constructor(
    parts: Pick<Stage, 'telegram' | 'instances' | 'balancer' | 'folder'>,
    { database, way }: { database: Database | undefined; way: Balancer },
  ) {
    this.telegram = parts.telegram;
    this.instances = parts.instances;
    this.balancer = parts.balancer;
    this.folder = parts.folder;
    this.api = new Api(parts.balancer.url);
    this.#database = database;
    this.#way = way;
  }

  /** Sets it up, lets it be played on, and takes it down; what was written stays when something went wrong. */
  static async with<T>(options: StageOptions, play: (stage: Stage) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'flrts-chaos-'));
    chmodSync(folder, 0o755);
    const stage = await Stage.#open(folder, options);
    try {
      const result = await play(stage);
      await stage.#close();
      if (!process.env['CHAOS_KEEP']) rmSync(folder, { recursive: true, force: true });
      return result;
    } catch (error) {
      await stage.#close();
      throw new Error(`${String(error)} (logs: ${folder})`, { cause: error });
    }
  }

  static async #open(folder: string, options: StageOptions): Promise<Stage> {
    const product = snapshotOfBuild(join(folder, 'product'));
    const telegram = await TelegramEmulator.start({ seed: 1, timeScale: 0.1, ...options.telegram });
    mkdirSync(join(folder, 'database'), { mode: 0o755 });
    // not the source's, which somebody may be editing
    const migrations = join(product, 'dist/libs/stores/supabase/migrations');
    const database = options.postgres ? await Database.start(join(folder, 'database'), migrations) : undefined;
    const way = await Balancer.before([telegram.url], options.answerAfterMs);
    const env = {
      ADMIN_API_KEY: KEY,
      DATA_DIR: join(folder, 'data'),
      DEFAULT_TIME_ZONE: 'America/Chicago',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: options.answerAfterMs ? way.url : telegram.url,
      ...database?.env,
    };
    const instances: Instance[] = [];
    for (let n = 0; n < options.instances; n += 1) {
      const log = join(folder, `instance-${n}.log`);
      const version = options.versions?.[n];
      const own = version ? snapshotOfBuild(join(folder, `product-${n}`), version) : product;
      instances.push(new Instance({ folder: own, port: await freePort(), log, env }));
      await instances[n]?.start();
    }
    const balancer = await Balancer.before(instances.map(({ url }) => url));
    return new Stage({ telegram, instances, balancer, folder }, { database, way });
  }

  get database(): Database {
    if (!this.#database) throw new Error('this scenario has no PostgreSQL');
    return this.#database;
  }

  /** From now on updates are delivered. */
  deliver(): void {
    this.telegram.setWebhook(`${this.balancer.url}/webhook`, { secret: SECRET, allowed: ALLOWED });
  }

  async #close(): Promise<void> {
    await this.telegram.stop();
    await Promise.all(this.instances.map((instance) => instance.kill()));
    await this.balancer.close();
    await this.#way.close();
    await this.#database?.stop().catch(() => undefined);
  }
}
