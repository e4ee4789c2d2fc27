import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from '../../test/bench/load.ts';
import { planPage } from '../../test/bench/scale/plan-page.ts';
import { type Question, QUESTIONS } from '../../test/bench/scale/questions.ts';
import { embeddedWorld, postgresWorld, type World } from '../../test/bench/scale/worlds.ts';
import { buildIfNeeded } from './build.ts';
import { options, ROOT, step } from './cli.ts';

const HELP = `npm run bench:scale [-- --small] [-- --embedded] [-- --plans]

Does it stay as fast with many records? Fills one database with 1,000 tasks and one with 100,000, and everything else in
proportion, asks both the same questions in turn, and compares: p95 with many may be twice that with few, at most.
Ends with 1 when it is more.

  --small      1,000 against 10,000 tasks (about a minute, for CI)
  --embedded   the database inside the process instead of a real PostgreSQL and PostgREST
  --plans      writes how PostgreSQL carried the questions out to docs/query-plans.md
  --help       this text`;

const { values } = options(HELP, {
  small: { type: 'boolean' },
  embedded: { type: 'boolean' },
  plans: { type: 'boolean' },
});

const MOST = 2;
/** Below this the two cannot be told apart on a machine that does other things as well. */
const GRACE_MS = 2;
const ROUNDS = 5;
const TIMES = 40;

if (values.embedded) await buildIfNeeded();
const open = values.embedded ? embeddedWorld : postgresWorld;
const few = await step('1,000 tasks', () => open(1_000));
const many = await step(`${values.small ? '10,000' : '100,000'} tasks`, () => open(values.small ? 10_000 : 100_000));
let failed = 0;
try {
  const rows = [];
  for (const question of QUESTIONS) rows.push(await compared(question));
  console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
  failed = rows.filter(({ holds }) => !holds).length;
  console.log(failed === 0 ? `All hold: p95 at most ${MOST} × (and ${GRACE_MS} ms).` : `${failed} do not hold.`);
  if (values.plans) {
    const page = await planPage(few, many, rows);
    writeFileSync(join(ROOT, 'docs/query-plans.md'), page);
    console.log('Written: docs/query-plans.md');
  }
} finally {
  await few.close();
  await many.close();
}
process.exitCode = failed === 0 ? 0 : 1;

/** Both are asked in turn, so that whatever else the machine does slows both; the calmest round counts. */
async function compared(question: Question) {
  const rounds: { p50: number; p95: number }[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: [number[], number[]] = [[], []];
    for (let n = 0; n < TIMES; n += 1) {
      times[0].push(await asked(few, question, n));
      times[1].push(await asked(many, question, n));
    }
    rounds.push(times.map((one) => ({ p50: percentile(one, 50), p95: percentile(one, 95) })));
  }
  const best = (world: 0 | 1, p: 'p50' | 'p95') => Math.min(...rounds.map((round) => round[world]?.[p] ?? Infinity));
  const [p95Few, p95Many] = [best(0, 'p95'), best(1, 'p95')];
  console.log(`${question.name}: ${p95Few.toFixed(1)} → ${p95Many.toFixed(1)} ms`);
  return {
    name: question.name,
    'p50 few': best(0, 'p50').toFixed(1),
    'p50 many': best(1, 'p50').toFixed(1),
    'p95 few': p95Few.toFixed(1),
    'p95 many': p95Many.toFixed(1),
    ratio: (p95Many / p95Few).toFixed(2),
    holds: p95Many <= MOST * p95Few + GRACE_MS,
  };
}

async function asked({ client, tasks }: World, { rpc, p }: Question, n: number): Promise<number> {
  const started = performance.now();
  const { error } = await client.rpc(rpc, { p: p(n, tasks) });
  if (error) throw new Error(`${rpc}: ${error.message}`);
  return performance.now() - started;
}
