import { command, options, Stop } from './cli.ts';
import { environment, need } from './deploy/environment.ts';
import { carryOut, planFor } from './import-brainbot/importing.ts';
import { POLICIES, type Policy } from './import-brainbot/lists.ts';
import { rowsOfFile, rowsOfSupabase, TABLES } from './import-brainbot/rows.ts';
import { Site } from './smoke/site.ts';

const DONE: Readonly<Record<Policy, string>> = {
  merge: 'their items are on the lists that were here',
  rename: 'they are beside those that were here',
  refuse: 'they were left out',
};

const HELP = `npm run import:brainbot -- --from FILE.jsonl|URL [--to URL] [--apply]

Takes the predecessor's records over into a running FLRTS: people with their aliases, sites, lists, field reports,
documents (as draft reports), tasks and reminders. Says what would be made and what is strange; makes it with --apply.
A second run changes nothing: every row is made under a key of its own. People and sites that are here already, by name,
alias or Telegram id, are taken as the same. A status or a date that is not understood is named, and never guessed.

  --from    a file of lines {"table": "tasks", "row": {…}}, or the address of its Supabase (key in BRAINBOT_SUPABASE_KEY)
  --to      the FLRTS; PUBLIC_URL unless given. Needs ADMIN_API_KEY
  --lists   what becomes of a list whose name is taken: merge (its items go onto that list; so unless told otherwise),
            rename (it is made beside it, as "NAME (BrainBot)"), refuse
  --apply   makes it
  --help    this text

Exit code: 0 all is well, 1 something could not be made, 2 asked for wrongly or a setting is missing.`;

const { values } = options(HELP, {
  from: { type: 'string' },
  to: { type: 'string' },
  lists: { type: 'string' },
  apply: { type: 'boolean' },
});

await command(async () => {
  const { from } = values;
  const to = values.to ?? environment()['PUBLIC_URL'];
  if (!from) throw new Stop(`From where? Give --from.\n\n${HELP}`, 2);
  if (!to || !URL.canParse(to)) throw new Stop('Into which FLRTS? Give its address by --to, or set PUBLIC_URL.', 2);
  const { lists = 'merge' } = values;
  const policy = POLICIES.find((one) => one === lists);
  if (!policy) throw new Stop(`--lists is one of ${POLICIES.join(', ')}, not "${lists}".`, 2);
  const site = new Site(to, need('ADMIN_API_KEY').ADMIN_API_KEY);
  const rows = /^https?:/.test(from) ? await rowsOfSupabase(from, keyOfOther(), console.log) : await rowsOfFile(from);
  console.log(`Read: ${TABLES.map((table) => `${rows[table].length} ${table}`).join(', ')}.`);
  const plan = await planFor(site, rows, policy);
  for (const line of plan.strange) console.log(`strange: ${line}`);
  const counts = Map.groupBy(plan.makings, ({ path }) => path.slice('/v1/'.length));
  console.log(`Here already: ${plan.matched.size} people and sites.`);
  console.log(`To be made: ${[...counts].map(([what, some]) => `${some.length} ${what}`).join(', ') || 'nothing'}.`);
  if (!values.apply) {
    for (const { table, label } of plan.makings.slice(0, 20)) console.log(`  ${table}: ${label}`);
    console.log('Nothing was made; --apply makes it.');
    return 0;
  }
  const { made, again, settled, failed } = await carryOut(site, plan, console.log, policy);
  for (const line of failed) console.log(`FAILED: ${line}`);
  if (settled > 0) console.log(`Lists whose name was taken: ${settled}; ${DONE[policy]}.`);
  console.log(`Made ${made}; ${again} were there from an earlier run; ${failed.length} failed.`);
  return failed.length === 0 ? 0 : 1;
});

function keyOfOther(): string {
  const key = environment()['BRAINBOT_SUPABASE_KEY'];
  if (!key) throw new Stop('BRAINBOT_SUPABASE_KEY is missing: the service role key of the Supabase that is read.', 2);
  return key;
}
