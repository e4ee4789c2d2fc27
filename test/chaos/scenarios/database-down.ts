import { setTimeout as pause } from 'node:timers/promises';
import { account, linesOf, settled } from '../account.ts';
import { hire, sayTasks } from '../crew.ts';
import { exactly, plain, type Scenario } from '../scenario.ts';
import { Stage } from '../stage.ts';

/** People go on speaking and programs go on asking while the database is away. */
export const databaseDown: Scenario = {
  name: 'database-down',
  about: 'PostgreSQL and PostgREST stopped for 60 s: 503, nothing acknowledged, nothing lost, back by itself',
  run: ({ small, say }) =>
    Stage.with({ instances: 1, postgres: true }, async (stage) => {
      const [downMs, perSecond, chats] = small ? [5000, 10, 20] : [60_000, 20, 100];
      const each = Math.round((downMs / 1000) * perSecond);
      const crew = await hire(stage, chats);
      stage.deliver();
      await sayTasks(crew, { to: each / 2, perSecond });
      say(`stopping the database amid messages, for ${downMs / 1000} s`);
      const [speaking] = [sayTasks(crew, { from: each / 2, to: each * 2, perSecond }), pause(500)];
      await pause(500);
      await stage.database.stop();
      const from = stage.balancer.passed.length;
      const stopped = performance.now();
      const asked: number[] = [];
      while (performance.now() - stopped < downMs) {
        asked.push(await problem(stage));
        await pause(250);
      }
      const during = stage.balancer.passed.slice(from);
      say(`starting it again; ${stage.telegram.pending} updates wait at Telegram`);
      await stage.database.startAgain();
      const back = performance.now();
      await speaking;
      await settled(stage, each * 2, 180_000);
      const recovered = stage.balancer.passed
        .slice(from)
        .find(({ status, path }) => status === 200 && path === '/webhook');
      const result = await account(stage, each * 2);
      const webhook = during.filter(({ path }) => path === '/webhook');
      return [
        exactly('updates acknowledged without a database', webhook.filter(({ status }) => status === 200).length, 0),
        exactly(
          'refusals without 503 and Retry-After',
          webhook.filter((one) => one.status !== 503 || !one.retryAfter).length,
          0,
        ),
        plain(
          'updates refused meanwhile',
          `${webhook.length}, the slowest after ${Math.max(0, ...webhook.map(({ ms }) => ms)).toFixed(0)} ms`,
        ),
        exactly('REST answers that were no 503 problem', asked.filter((status) => status !== 503).length, 0),
        ...linesOf(result),
        exactly('replies said twice', result.repeats, 0),
        plain(
          'accepted again and all answered after',
          `${((performance.now() - back) / 1000).toFixed(0)} s${recovered ? '' : ', never'}`,
        ),
      ];
    }),
};

/** 503 when REST answers with a whole problem and says when to come back. */
async function problem({ api }: Stage): Promise<number> {
  const { status, headers, body } = await api.ask('POST', '/v1/messages', { text: 'show my tasks' });
  const whole = headers.get('content-type')?.startsWith('application/problem+json') && headers.get('retry-after');
  return status === 503 && whole && body['code'] === 'unavailable' ? 503 : status === 503 ? 0 : status;
}
