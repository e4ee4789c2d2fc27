import { buildIfNeeded } from './build.ts';
import { options } from './cli.ts';
import { askAll, type Answered, inProcess, overHttp } from './rails-score/ask.ts';
import { scoreIntents } from './rails-score/intents.ts';
import { type DateRow, goldIn, type IntentRow, type RecurrenceRow } from './rails-score/rows.ts';
import { scoreSlots } from './rails-score/slots.ts';
import { instant, scoreDates, scoreRecurrences } from './rails-score/times.ts';

const HELP = `npm run rails:score -- <directory> [--url URL --key KEY] [--errors]

Scores the rails against every *.jsonl below a directory (intents, dates, recurrences; see docs/rails.md)
and prints each target with the measured value. Without --url it asks the rails in this process.

  --url URL   a running product's parse route, e.g. http://127.0.0.1:8000/v1/rails/parse
  --key KEY   the API key for it
  --errors    also print what was carried out wrongly
  --help      this text`;

const { values, positionals } = options(HELP, {
  url: { type: 'string' },
  key: { type: 'string' },
  errors: { type: 'boolean' },
});
const [directory] = positionals;
if (!directory) {
  console.error(HELP);
  process.exit(2);
}
if (!values.url) await buildIfNeeded();
const ask = values.url ? overHttp(values.url, values.key) : await inProcess();
const gold = goldIn(directory);
const rows: { target: string; aim: string; measured: string; met: string }[] = [];

function line(target: string, aim: string, measured: number, met: boolean, unit = ' %'): void {
  if (Number.isNaN(measured)) return;
  const verdict = aim === '-' ? '-' : met ? 'met' : 'NOT MET';
  rows.push({ target, aim, measured: `${+measured.toFixed(2)}${unit}`, met: verdict });
}

function intents(answers: readonly Answered<IntentRow>[]): void {
  const score = scoreIntents(answers);
  line('precision of direct execution', '≥ 99 %', score.precision, score.precision >= 99);
  line('coverage of direct execution', '≥ 70 %', score.coverage, score.coverage >= 70);
  unseen(answers.filter(({ row }) => row.flags?.includes('unseen_source')));
  line('out-of-scope text executed', '≤ 0.3 %', score.outsideExecuted, score.outsideExecuted <= 0.3);
  line('out-of-scope text destroying something', '0', score.outsideHarmful, score.outsideHarmful === 0, '');
  line('smalltalk executed', '≤ 0.5 %', score.smalltalkExecuted, score.smalltalkExecuted <= 0.5);
  line(
    'wrong destructive commands per 5,500 texts',
    '≤ 1',
    (5500 * score.harmful) / answers.length,
    (5500 * score.harmful) / answers.length <= 1,
    '',
  );
  line('entity + operation accuracy', '≥ 92 %', score.accuracy, score.accuracy >= 92);
  line('calibration error', '≤ 3 %', score.calibrationError, score.calibrationError <= 3);
  slots(answers);
  if (values.errors) for (const wrong of score.wrong) console.log(`  wrong: ${wrong}`);
}

function unseen(answers: readonly Answered<IntentRow>[]): void {
  if (answers.length === 0) return;
  const score = scoreIntents(answers);
  line('unseen sources: precision of direct', '≥ 98 %', score.precision, score.precision >= 98);
  line('unseen sources: coverage of direct', '≥ 55 %', score.coverage, score.coverage >= 55);
}

function slots(answers: readonly Answered<IntentRow>[]): void {
  const score = scoreSlots(answers);
  line('items exact', '≥ 92 %', score.items, score.items >= 92);
  line('list name exact', '≥ 92 %', score.listName, score.listName >= 92);
  line('title F1', '≥ 0.92', score.titleF1, score.titleF1 >= 0.92, '');
  line('assignees', '≥ 85 %', score.assignees, score.assignees >= 85);
  line('time detected', '≥ 98 %', score.timeDetected, score.timeDetected >= 98);
  line('time invented', '≤ 3 %', score.timeInvented, score.timeInvented <= 3);
}

/** Times are asked for as a person would say them. */
const said = (row: DateRow | RecurrenceRow, phrase: string) => ({
  text: `remind me to call sam ${phrase}`,
  now: instant(row.ref, row.tz ?? 'UTC'),
  timeZone: row.tz ?? 'UTC',
});

const NOW = { now: '2026-06-03T10:15:00-05:00', timeZone: 'America/Chicago' };
const latencies: number[] = [];
if (gold.intents.length > 0) {
  const answers = await askAll('Intents', gold.intents, ask, ({ text }) => ({ text, ...NOW }));
  intents(answers);
  latencies.push(...answers.map(({ ms }) => ms));
}
if (gold.dates.length > 0) {
  const answers = await askAll('Dates', gold.dates, ask, (row) => said(row, row.span ?? row.text));
  const score = scoreDates(answers);
  line('everyday dates exact', '≥ 98 %', score.exact, score.exact >= 98);
  line('everyday dates wrong', '≤ 1 %', score.wrong, score.wrong <= 1);
  line('event-relative phrases left unresolved', '100 %', score.eventRelative, score.eventRelative === 100);
  line('dates of public corpora exact', '-', score.core, true);
}
for (const [name, list, aim] of [
  ['everyday', gold.everyday, 97],
  ['corpus', gold.corpus, 92],
] as const) {
  if (list.length === 0) continue;
  const score = scoreRecurrences(await askAll(`Recurrences, ${name}`, list, ask, (row) => said(row, row.text)));
  line(`recurrences ${name}`, `≥ ${aim} %`, score.right, score.right >= aim);
  line(`recurrences ${name}, invented`, '≤ 1 %', score.invented, score.invented <= 1);
}
const p95 = latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.95)] ?? Number.NaN;
if (!values.url) line('latency p95', '≤ 5 ms', p95, p95 <= 5, ' ms');
printTable();
process.exit(rows.every(({ met }) => met !== 'NOT MET') ? 0 : 1);

function printTable(): void {
  const table = [{ target: 'target', aim: 'aim', measured: 'measured', met: 'met' }, ...rows];
  const width = (column: 'target' | 'aim' | 'measured') => Math.max(...table.map((row) => row[column].length));
  for (const row of table) {
    const cells = [row.target.padEnd(width('target')), row.aim.padEnd(width('aim'))];
    console.log([...cells, row.measured.padStart(width('measured')), row.met].join('  '));
  }
}
