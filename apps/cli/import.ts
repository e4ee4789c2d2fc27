import { differences, importFrom } from './backup/files.ts';
import { withStore } from './backup/store.ts';
import { withDirectory } from './backup/unpack.ts';
import { command, options, step, Stop } from './cli.ts';

const HELP = `npm run import -- --from DIR|FILE [--verify] [--without-media]

Reads what "npm run export" wrote, or what GET /v1/export answered, into an empty instance, row for row and file for
file: ids, numbers, audit and all. An instance that has
anything in it, if only by one start of the server, is refused, and so is whatever has a table, a column or a line that
this version does not know. Works on the store itself: SUPABASE_URL and SUPABASE_KEY
(after "npm run migrate"), or DATA_DIR while no server is running on it.

  --from DIR|FILE   a directory that npm run export has written, or a file of GET /v1/export
  --verify          afterwards holds every row and every file against it
  --only-verify     only that, and imports nothing
  --without-media   leave the bytes of files alone
  --help            this text

Exit code: 0 done, 1 something is not as it was written, 2 asked for wrongly.`;

const { values } = options(HELP, {
  from: { type: 'string' },
  verify: { type: 'boolean' },
  'only-verify': { type: 'boolean' },
  'without-media': { type: 'boolean' },
});

await command(async () => {
  const { from } = values;
  if (!from) throw new Stop(`From where? --from DIR\n\n${HELP}`, 2);
  return withStore(({ bytes, ...store }) =>
    withDirectory(from, async (dir) => {
      const source = values['without-media'] ? store : { ...store, bytes };
      if (!values['only-verify'])
        await step(`Importing ${from}`, () => importFrom(source, dir, (line) => console.log(`  ${line}`)));
      if (!values.verify && !values['only-verify']) return 0;
      const found = await step('Comparing row for row', () => differences(source, dir));
      for (const line of found) console.log(`  ${line}`);
      console.log(found.length === 0 ? 'Everything is as it was.' : `${found.length} things differ.`);
      return found.length === 0 ? 0 : 1;
    }),
  );
});
