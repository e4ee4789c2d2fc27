import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, flatOut, paced, percentile } from '../../test/bench/load.ts';
import { startDatabase } from '../../test/bench/database.ts';
import { forget, KEY, type Product, startProduct } from '../../test/bench/product.ts';
import { said } from '../../test/bench/texts.ts';
import { buildIfNeeded } from './build.ts';
import { options } from './cli.ts';

const HELP = `npm run bench [-- --small --hosted]

Measures the product on this machine and prints a table: rails, direct commands over HTTP, webhook, start, memory.
Compare ratios and medians of one run; single absolute times depend on the machine and its neighbours.
With SUPABASE_URL and SUPABASE_KEY in the environment it measures against that database.

  --small    a short form for CI (about 20 s)
  --hosted   against a real PostgreSQL and PostgREST, started for it on this machine (npm run supabase:local)
  --help     this text`;

const { values } = options(HELP, { small: { type: 'boolean' }, hosted: { type: 'boolean' } });
const SECRET = 'bench-secret';
const seconds = values.small ? 3 : 15;
const rows: Record<string, { figure: string; aim: string }> = {};
const ms = (value: number) => `${value.toFixed(value < 1 ? 3 : 1)} ms`;
const note = (what: string, figure: string, aim: string) => {
  rows[what] = { figure, aim };
  console.log(`${what}: ${figure} (aim ${aim})`);
};

await buildIfNeeded();
await rails();
const local = values.hosted ? await startDatabase() : undefined;
const database = local?.env ?? inEnvironment();
const env = { ...database, TELEGRAM_WEBHOOK_SECRET: SECRET };
const first = await startProduct({ env });
note('first start, to ready', ms(first.readyMs), '-');
await commands(first);
await webhook(first);
note('memory after the load', `${first.rss().toFixed(0)} MiB`, '< 400 embedded, < 200 hosted');
note('exit code on SIGTERM', String(await first.stop()), '0');
await starts(first.dataDir);
forget(first);
await local?.stop();
console.table(rows);
console.log(
  database['SUPABASE_URL'] ? `Records: PostgREST at ${database['SUPABASE_URL']}.` : 'Records: embedded.',
  `${values.small ? 'Small form.' : ''} Node ${process.version}.`,
);

function inEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ['SUPABASE_URL', 'SUPABASE_KEY'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

/** `rails.parse`, in process. */
async function rails(): Promise<void> {
  const { Rails } = await import('#rails');
  const reading = {
    now: new Date('2026-06-03T15:15:00Z'),
    timeZone: 'America/Chicago',
    known: { people: [], sites: [], lists: [] },
  };
  const rail = new Rails();
  const time = (text: (n: number) => string, times: number) => {
    for (let n = 0; n < 300; n += 1) rail.route(text(n), reading);
    return Array.from({ length: times }, (_, n) => {
      const started = performance.now();
      rail.route(text(n), reading);
      return performance.now() - started;
    });
  };
  const plain = time((n) => `add milk ${n} and eggs to the shopping list`, 3000);
  const dated = time((n) => `remind me to call sam ${n} tomorrow at 5pm`, 3000);
  note('rails, no date: p50 / p95', `${ms(percentile(plain, 50))} / ${ms(percentile(plain, 95))}`, 'p50 < 0.1 ms');
  note('rails, with date: p50 / p95', `${ms(percentile(dated, 50))} / ${ms(percentile(dated, 95))}`, 'p50 < 2 ms');
}

async function commands({ url, cpuMs }: Product): Promise<void> {
  const client = new Client(url, { authorization: `Bearer ${KEY}` }, 200);
  const spent = (): Record<string, number> => {
    const { user, system } = process.cpuUsage();
    return { product: cpuMs(), ...local?.cpuMs(), bench: (user + system) / 1000 };
  };
  const say = (n: number) =>
    client.post({ path: '/v1/messages', body: { text: said(n) }, headers: { 'idempotency-key': randomUUID() } });
  await flatOut(20, 2, say);
  const calm = await paced(100, seconds, say);
  const times = calm.map((answer) => answer.ms);
  note(
    '100 people, each once a second: p50 / p95',
    `${ms(percentile(times, 50))} / ${ms(percentile(times, 95))}`,
    '< 50 / < 150 ms',
  );
  const before = spent();
  const fast = await flatOut(50, seconds, say);
  spentOn(
    fast.length,
    Object.entries(spent()).map(([name, at]) => [name, at - (before[name] ?? 0)]),
  );
  const bad = [...calm, ...fast].filter(({ status }) => status >= 300).length;
  note(
    'direct commands, flat out',
    `${(fast.length / seconds).toFixed(0)}/s`,
    '>= 250/s embedded, >= 500/s PostgreSQL',
  );
  note('answers that were not 2xx', `${bad} of ${calm.length + fast.length}`, '0');
  client.close();
}

/** Who took how much of the cores for so many commands; what they would allow at best can be told when all are here. */
function spentOn(commands: number, parts: readonly (readonly [string, number])[]): void {
  const each = parts.filter(([, total]) => total > 0).map(([name, total]) => `${name} ${ms(total / commands)}`);
  note('CPU time per command', each.join(', '), '-');
  if (database['SUPABASE_URL'] && !local) return;
  const all = parts.reduce((sum, [, total]) => sum + total, 0);
  note('these cores allow at best', `${((availableParallelism() * 1000 * commands) / all).toFixed(0)}/s`, '-');
}

async function webhook({ url }: Product): Promise<void> {
  const client = new Client(url, { authorization: `Bearer ${KEY}` }, 100);
  for (let n = 0; n < 300; n += 1) {
    await client.post({ path: '/v1/people', body: { name: `Crew ${n}`, telegramId: String(1000 + n) } });
  }
  const update = (n: number) => ({
    update_id: n,
    message: {
      message_id: n,
      date: Math.floor(Date.now() / 1000),
      chat: { id: 1000 + (n % 300), type: 'private', first_name: `Crew ${n % 300}` },
      from: { id: 1000 + (n % 300), is_bot: false, first_name: `Crew ${n % 300}` },
      text: said(n),
    },
  });
  const deliver = (n: number) =>
    client.post({ path: '/webhook', body: update(n), headers: { 'x-telegram-bot-api-secret-token': SECRET } });
  const steady = (await paced(60, seconds, deliver)).map((answer) => answer.ms);
  note(
    'webhook, 60 a second: p50 / p99',
    `${ms(percentile(steady, 50))} / ${ms(percentile(steady, 99))}`,
    'p99 <= 250 ms',
  );
  const burst = values.small ? 500 : 1500;
  const started = performance.now();
  const answers = await Promise.all(Array.from({ length: burst }, (_, n) => deliver(60 * seconds + n)));
  const took = (performance.now() - started) / 1000;
  const bad = answers.filter(({ status }) => status !== 200).length;
  note(
    `webhook, a burst of ${burst}`,
    `${(burst / took).toFixed(0)}/s accepted, ${bad} refused`,
    '>= 500/s, 0 refused',
  );
  while (await waiting(url)) await new Promise((resolve) => setTimeout(resolve, 100));
  note('the burst worked off after', `${((performance.now() - started) / 1000).toFixed(1)} s`, '-');
  client.close();
}

/** Whether anything accepted is not worked off yet. */
async function waiting(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/v1/messages?status=pending&limit=1`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  return ((await answer.json()) as { items: unknown[] }).items.length > 0; // as every list of the API has it
}

async function starts(dataDir: string): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const product = await startProduct({ dataDir, env });
    times.push(product.readyMs);
    if (n === 2) {
      await sleep(5000); // until it has tidied up
      note('memory after a start', `${product.rss().toFixed(0)} MiB`, '-');
    }
    await product.stop();
  }
  note('start with existing data, to ready: median of 3', ms(percentile(times, 50)), '< 1500 ms');
}
