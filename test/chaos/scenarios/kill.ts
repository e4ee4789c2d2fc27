import { percentile } from '../../bench/load.ts';
import { account, linesOf, settled } from '../account.ts';
import { hire, sayTasks } from '../crew.ts';
import { Killer } from '../killer.ts';
import { atMost, exactly, type Line, plain, type Run, type Scenario } from '../scenario.ts';
import { Stage } from '../stage.ts';

interface Size {
  readonly updates: number;
  readonly chats: number;
  readonly perSecond: number;
  /** Undefined: nobody is killed. */
  readonly killEveryMs?: number;
  readonly instances: number;
  readonly postgres?: boolean;
}

const FULL: Size = { updates: 5000, chats: 300, perSecond: 80, killEveryMs: 3000, instances: 1 };
const SMALL: Size = { ...FULL, updates: 360, chats: 60, perSecond: 60 };
/** However little gets done between kills, after so long they end. */
const KILLING_MS = 300_000;
/** So many chats an instance speaks to at the same time: what it has said and not yet noted is said again. */
const UNDER_WAY = 32;
/** Slower than the pace of thirty a second at which replies are said. */
const LEAST_PER_SECOND = 15;

export const kill: Scenario = {
  name: 'kill',
  about: '5,000 updates, 300 chats, SIGKILL every 3 s, 2 % of answers 5xx, 1 % 429; embedded database',
  run: (run) => play(run, run.small ? SMALL : FULL),
};

export const noKill: Scenario = {
  name: 'no-kill',
  about: 'the same without kills, smaller',
  run: (run) =>
    play(run, { ...(run.small ? SMALL : { ...FULL, updates: 1500, perSecond: 60 }), killEveryMs: undefined }),
};

export const killPostgres: Scenario = {
  name: 'kill-postgres',
  about: 'as kill, with 2 instances on PostgreSQL behind a balancer, one of them killed every 3 s',
  run: (run) => play(run, { ...(run.small ? SMALL : FULL), instances: 2, postgres: true }),
};

function play(run: Run, size: Size): Promise<Line[]> {
  return Stage.with(size, async (stage) => {
    run.say(`taking on ${size.chats} people`);
    const crew = await hire(stage, size.chats);
    stage.telegram.faults.order({ kind: 'server error' }, { method: 'sendMessage', probability: 0.02 });
    stage.telegram.faults.order({ kind: 'too many', retryAfter: 1 }, { method: 'sendMessage', probability: 0.01 });
    stage.deliver();
    run.say(`saying ${size.updates} tasks, ${size.perSecond} a second`);
    const before = stage.balancer.passed.length;
    const killer = size.killEveryMs === undefined ? undefined : new Killer(stage.instances, size.killEveryMs);
    await sayTasks(crew, { to: size.updates, perSecond: size.perSecond });
    run.say(`all said, ${stage.telegram.pending} not yet delivered, ${stage.telegram.tally.sent().length} answers`);
    await draining(run, stage, killer, size.updates);
    const result = await account(stage, size.updates);
    const acks = stage.balancer.passed.slice(before).filter(({ path }) => path === '/webhook');
    const good = acks.filter(({ status }) => status === 200).map(({ ms }) => ms);
    const kills = killer?.kills ?? 0;
    return [
      ...linesOf(result),
      saidTwice(result.repeats, kills, run.small, size),
      plain('replies said twice, count', `${result.repeats} in ${kills} kills`),
      size.killEveryMs === undefined && !run.small
        ? atMost(`ack p99 at ${size.perSecond} a second`, percentile(good, 99), 250, ' ms')
        : plain('ack p99', `${percentile(good, 99).toFixed(0)} ms`),
      plain('ack p50', `${percentile(good, 50).toFixed(1)} ms`),
      plain('webhook calls that were not 200', `${acks.length - good.length} of ${acks.length}`),
      plain('restart to ready, median', `${percentile(killer?.startMs ?? [], 50).toFixed(0)} ms`),
    ];
  });
}

/** Of a few updates a share says little: there, no more than are under way when an instance is killed. */
function saidTwice(repeats: number, kills: number, small: boolean, { updates }: Size): Line {
  if (kills === 0) return exactly('replies said twice', repeats, 0);
  if (small) return atMost('replies said twice', repeats, kills * UNDER_WAY);
  return atMost('replies said twice', (100 * repeats) / updates, 1, ' %');
}

/** Killing goes on until nearly everything is answered (small: said), then the rest is waited for in peace. */
async function draining(run: Run, stage: Stage, killer: Killer | undefined, updates: number): Promise<void> {
  const tick = setInterval(
    () => run.say(`${stage.telegram.tally.sent().length} answers, ${killer?.kills ?? 0} kills`),
    10_000,
  );
  if (run.small) await killer?.stop();
  await stage.telegram
    .until(() => stage.telegram.tally.sent().length >= updates * 0.97, KILLING_MS)
    .catch(() => undefined);
  await killer?.stop();
  await settled(stage, updates, 60_000 + (updates / LEAST_PER_SECOND) * 1000);
  clearInterval(tick);
}
