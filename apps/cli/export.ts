import { exportTo } from './backup/files.ts';
import { withStore } from './backup/store.ts';
import { command, options, step, Stop } from './cli.ts';

const HELP = `npm run export -- --to DIR

Writes everything of this instance to DIR: a file of JSON Lines per table, manifest.json with their sizes and hashes,
and media.manifest.jsonl with the keys of all stored files (their bytes stay where they are kept).
Works on the store itself: SUPABASE_URL and SUPABASE_KEY, or DATA_DIR while no server is running on it. On Supabase it
may run beside a server; what is written meanwhile may be in one table and not yet in another.

  --to DIR   an empty directory, or one that is not there yet
  --help     this text`;

const { values } = options(HELP, { to: { type: 'string' } });

await command(async () => {
  const { to } = values;
  if (!to) throw new Stop(`Where to? --to DIR\n\n${HELP}`, 2);
  return withStore(async ({ rows, tables, version }) => {
    await step(`Exporting to ${to}`, () => exportTo(rows, tables, to, version, (line) => console.log(`  ${line}`)));
  });
});
