import { setTimeout as pause } from 'node:timers/promises';
import { type Ended, run as runCommand } from '../../commands/run.ts';
import { account, linesOf, settled } from '../account.ts';
import { Balancer } from '../balancer.ts';
import { hire, sayTasks } from '../crew.ts';
import { exactly, plain, type Run, type Scenario } from '../scenario.ts';
import { SECRET, Stage } from '../stage.ts';

interface Size {
  readonly updates: number;
  readonly chats: number;
  readonly perSecond: number;
}

const FULL: Size = { updates: 3000, chats: 200, perSecond: 60 };
const SMALL: Size = { updates: 360, chats: 40, perSecond: 30 };
const OLD = '0.0.9-old';
const NEW = '0.1.0-new';
/** To the new version, back to the old, and to the new for good, at these parts of what is said. */
const MOVES = [
  { at: 0.25, args: ['cutover', '--old-secret', 'same'], to: NEW },
  { at: 0.5, args: ['rollback'], to: OLD },
  { at: 0.75, args: ['cutover', '--old-secret', 'same'], to: NEW },
] as const;

/** `npm run webhook`, as an operator types it, while the crew goes on talking. */
export const cutOver: Scenario = {
  name: 'cut-over',
  about: 'cut-over, roll-back and cut-over between two running versions on one PostgreSQL under load: 0 lost, 0 twice',
  run: (run) => {
    const options = { instances: 2, postgres: true, versions: [OLD, NEW] };
    return Stage.with(options, (stage) => play(stage, run, run.small ? SMALL : FULL));
  },
};

async function play(stage: Stage, { say }: Run, { updates, chats, perSecond }: Size) {
  const [old, next] = await Promise.all(stage.instances.map(({ url }) => Balancer.before([url])));
  if (!old || !next) throw new Error('there are two instances');
  try {
    const crew = await hire(stage, chats);
    stage.telegram.setWebhook(`${old.url}/webhook`, { secret: SECRET, allowed: ['message', 'callback_query'] });
    say(`saying ${updates} tasks, ${perSecond} a second, to ${await versionAt(old.url)}`);
    const saying = sayTasks(crew, { to: updates, perSecond });
    const started = performance.now();
    const moves: Ended[] = [];
    for (const { at, args, to } of MOVES) {
      await pause(Math.max(0, (at * updates * 1000) / perSecond - (performance.now() - started)));
      const before = stage.telegram.pending;
      moves.push(await move(stage, args, next.url));
      say(`${args[0]} to ${to}, ${before} pending: exit code ${moves.at(-1)?.code}`);
    }
    await saying;
    await settled(stage, updates, 60_000 + updates * 20);
    const result = await account(stage, updates);
    const taken = [old, next].map(({ passed }) => passed.filter(({ path }) => path === '/webhook'));
    const refused = taken.flat().filter(({ status }) => status !== 200 && status !== 400 && status !== 401);
    return [
      ...linesOf(result),
      exactly('replies said twice', result.repeats, 0),
      exactly('moves that were not made', moves.filter(({ code }) => code !== 0).length, 0),
      exactly('updates answered 5xx', refused.length, 0),
      plain('updates the old / the new version took', taken.map(({ length }) => length).join(' / ')),
      exactly('versions that took no part', taken.filter(({ length }) => length === 0).length, 0),
      plain('runs at the end', await versionAt(next.url)),
    ];
  } finally {
    await Promise.all([old.close(), next.close()]);
  }
}

function move({ telegram, folder }: Stage, args: readonly string[], publicUrl: string): Promise<Ended> {
  const env = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: telegram.url,
    PUBLIC_URL: publicUrl,
    DATA_DIR: folder,
  };
  return runCommand('webhook', [...args, '--watch', '0'], { env });
}

async function versionAt(url: string): Promise<string> {
  const { version } = (await (await fetch(`${url}/health`)).json()) as { version: string }; // as /health documents it
  return version;
}
