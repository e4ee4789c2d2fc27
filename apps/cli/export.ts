import { exportTo } from './backup/files.ts';
import { withStore } from './backup/store.ts';
import { command, options, step, Stop } from './cli.ts';

const HELP = `npm run export -- --to DIR [--without-media] [--with-secrets]

Writes everything of this instance to DIR: a file of JSON Lines per table, the stored files under media/, and manifest.json
with sizes and hashes. A running server gives the same over HTTP, as one file: GET /v1/export.
Works on the store itself: SUPABASE_URL and SUPABASE_KEY, or DATA_DIR while no server is running on it. On Supabase it
may run beside a server; what is written meanwhile may be in one table and not yet in another.

  --to DIR          an empty directory, or one that is not there yet
  --without-media   leave the bytes of files where they are, and only list them
  --with-secrets    with what webhooks are signed with; else each gets another where this is imported, and its receiver
                    has to be told: POST /v1/webhooks/:id/secret. Keys and invitations are hashes in any case
  --help            this text`;

const { values } = options(HELP, {
  to: { type: 'string' },
  'without-media': { type: 'boolean' },
  'with-secrets': { type: 'boolean' },
});

await command(async () => {
  const { to } = values;
  if (!to) throw new Stop(`Where to? --to DIR\n\n${HELP}`, 2);
  return withStore(async ({ version, bytes, ...store }) => {
    const what = { ...store, secrets: values['with-secrets'] };
    const source = values['without-media'] ? what : { ...what, bytes };
    await step(`Exporting to ${to}`, () => exportTo(source, to, version, (line) => console.log(`  ${line}`)));
  });
});
