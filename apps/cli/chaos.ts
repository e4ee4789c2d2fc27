import { whyNoBinaries } from '../../libs/storage/supabase/testing/local/binaries.ts';
import type { Line, Run, Scenario } from '../../test/chaos/scenario.ts';
import { SCENARIOS } from '../../test/chaos/scenarios/index.ts';
import { buildIfNeeded } from './build.ts';
import { options } from './cli.ts';

const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
const HELP = `npm run chaos [-- --small --only NAME]

Does bad things to the running product, with our own Telegram and real databases on this machine, and counts what
was lost, done twice, late or out of order. Prints a table; ends with 1 when something promised was not so.

  --small       a short form of each, as CI runs it
  --only NAME   only this one; may be given several times, or as a list with commas
  --help        this text

${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join('\n')}

With CHAOS_KEEP=1 the logs and the data stay under the temporary folder.`;

const { values } = options(HELP, { small: { type: 'boolean' }, only: { type: 'string', multiple: true } });
const wanted = values.only?.flatMap((names) => names.split(','));
const strange = wanted?.filter((name) => !SCENARIOS.some((one) => one.name === name)) ?? [];
if (strange.length > 0) {
  console.error(`there is no scenario ${strange.join(', ')}\n\n${HELP}`);
  process.exit(2);
}
const problem = whyNoBinaries();
if (problem) console.log(`${problem}: scenarios that need it will fail`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(signal));
await buildIfNeeded();
const rows: Record<string, string>[] = [];
let failures = 0;
for (const scenario of SCENARIOS) {
  if (wanted && !wanted.includes(scenario.name)) continue;
  const lines = await play(scenario);
  failures += lines.filter(({ met }) => !met).length;
  for (const { what, figure, aim, met } of lines) {
    rows.push({ scenario: scenario.name, what, figure, aim, '': met ? '' : 'NOT MET' });
  }
}
console.table(rows);
console.log(failures === 0 ? 'Everything promised was so.' : `${failures} not met.`);
process.exit(failures === 0 ? 0 : 1);

/** With a proper exit the processes of the product end as well. */
function end(signal: NodeJS.Signals): void {
  console.error(`ended by ${signal}`);
  process.exit(1);
}

async function play(scenario: Scenario): Promise<readonly Line[]> {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s`;
  const run: Run = {
    small: values.small ?? false,
    say: (line) => console.log(`${scenario.name.padEnd(width)} ${seconds()}  ${line}`),
  };
  run.say(scenario.about);
  try {
    const lines = await scenario.run(run);
    for (const { what, figure, aim, met } of lines) run.say(`${met ? '✓' : '✗'} ${what}: ${figure} (aim ${aim})`);
    return lines;
  } catch (error) {
    run.say(`✗ ${error instanceof Error ? error.stack : String(error)}`);
    return [{ what: 'was played to its end', figure: 'no', aim: 'yes', met: false }];
  }
}
