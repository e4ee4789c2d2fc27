import { differences, importFrom } from './backup/files.ts';
import { withStore } from './backup/store.ts';
import { command, options, step, Stop } from './cli.ts';

const HELP = `npm run import -- --from DIR [--verify]

Reads what "npm run export" wrote into an empty instance, row for row: ids, numbers, audit and all. An instance that has
anything in it, if only by one start of the server, is refused. Works on the store itself: SUPABASE_URL and SUPABASE_KEY
(after "npm run migrate"), or DATA_DIR while no server is running on it.

  --from DIR      a directory that npm run export has written
  --verify        afterwards holds every row against the files
  --only-verify   only that, and imports nothing
  --help          this text

Exit code: 0 done, 1 something is not as it was written, 2 asked for wrongly.`;

const { values } = options(HELP, {
  from: { type: 'string' },
  verify: { type: 'boolean' },
  'only-verify': { type: 'boolean' },
});

await command(async () => {
  const { from } = values;
  if (!from) throw new Stop(`From where? --from DIR\n\n${HELP}`, 2);
  return withStore(async ({ rows, tables }) => {
    if (!values['only-verify'])
      await step(`Importing ${from}`, () => importFrom(rows, tables, from, (line) => console.log(`  ${line}`)));
    if (!values.verify && !values['only-verify']) return 0;
    const found = await step('Comparing row for row', () => differences(rows, tables, from));
    for (const line of found) console.log(`  ${line}`);
    console.log(found.length === 0 ? 'Every row is as it was.' : `${found.length} tables differ.`);
    return found.length === 0 ? 0 : 1;
  });
});
