import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../api.ts';
import { keyOf } from '../crew.ts';
import { exactly, plain, type Scenario } from '../scenario.ts';
import { Stage } from '../stage.ts';

const AT_ONCE = 200;
/** How long after the first request it is killed: before, amid and after most of the work. */
const MOMENTS_MS = [20, 60, 120, 200, 350, 600];

/** A program asks much at once, the product dies amid it, and the program asks again as it should. */
export const rest: Scenario = {
  name: 'rest',
  about: 'kill -9 during 200 concurrent POST /v1/messages with Idempotency-Keys: each is there once',
  run: ({ small, say }) =>
    Stage.with({ instances: 1 }, async (stage) => {
      const moments = small ? MOMENTS_MS.slice(1, 4) : [...MOMENTS_MS, ...MOMENTS_MS, ...MOMENTS_MS];
      const [instance] = stage.instances;
      let [acknowledged, lost, wrong] = [0, 0, 0];
      for (const [round, moment] of moments.entries()) {
        const numbers = Array.from({ length: AT_ONCE }, (_, n) => round * AT_ONCE + n);
        const asked = Promise.all(numbers.map((n) => post(stage, n)));
        await pause(moment);
        await instance?.kill();
        const first = await asked;
        await instance?.start();
        const titles = await tasks(stage);
        const good = numbers.filter((_, index) => first[index]?.status === 201);
        acknowledged += good.length;
        lost += good.filter((n) => !titles.includes(keyOf(n))).length;
        const again = await Promise.all(numbers.map((n) => untilDone(stage, n)));
        wrong += again.filter((status) => status !== 201 && status !== 200).length;
        say(`killed after ${moment} ms: ${good.length} of ${AT_ONCE} were acknowledged`);
      }
      const titles = await tasks(stage);
      const total = moments.length * AT_ONCE;
      return [
        plain('acknowledged before a kill', `${acknowledged} of ${total} in ${moments.length} kills`),
        exactly('acknowledged and lost', lost, 0),
        exactly('repeats not answered 200 or 201', wrong, 0),
        exactly('records, each asked for at least twice', titles.length, total),
        exactly('different ones', new Set(titles).size, total),
      ];
    }),
};

function post({ api }: Stage, n: number): Promise<Answer | undefined> {
  const body = { text: `/newtask Check pump ${keyOf(n)}` };
  return api.ask('POST', '/v1/messages', body, { 'idempotency-key': `chaos-${n}` }).catch(() => undefined);
}

/** 409 says that it is still being worked on, 5xx that nobody was there: a program asks again. */
async function untilDone(stage: Stage, n: number): Promise<number> {
  for (let tries = 0; tries < 60; tries += 1) {
    const status = (await post(stage, n))?.status ?? 0;
    if (status !== 0 && status !== 409 && status < 500) return status;
    await pause(500);
  }
  return 0;
}

async function tasks({ api }: Stage): Promise<string[]> {
  const all = await api.all('/v1/tasks');
  return all.flatMap(({ title }) => /\bT\d{5}\b/.exec(String(title))?.[0] ?? []);
}
