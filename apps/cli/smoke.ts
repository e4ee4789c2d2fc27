import { command, options, Stop } from './cli.ts';
import { environment, need } from './deploy/environment.ts';
import { type Check, line } from './smoke/check.ts';
import { Site } from './smoke/site.ts';
import { smoke } from './smoke/smoke.ts';

const HELP = `npm run smoke -- [URL] [--read-only]

Looks at everything a running FLRTS offers: the pages, every route its API document names (closed without a key,
readable with it), and a task, a list, a reminder and a message from the first to the last step. What it makes it
deletes; the audit and the messages keep a trace. URL is PUBLIC_URL unless given. Needs ADMIN_API_KEY.

  --read-only   makes nothing
  --dry-run     only says what would be asked
  --help        this text

Exit code: 0 all is well, 1 something is not, 2 asked for wrongly or a setting is missing.`;

const { values, positionals } = options(HELP, { 'read-only': { type: 'boolean' }, 'dry-run': { type: 'boolean' } });

await command(async () => {
  const url = positionals[0] ?? environment()['PUBLIC_URL'];
  if (!url || !URL.canParse(url)) throw new Stop(`Which FLRTS? Give its address, or set PUBLIC_URL.\n\n${HELP}`, 2);
  const { ADMIN_API_KEY: key } = need('ADMIN_API_KEY');
  const readOnly = values['read-only'] ?? false;
  if (values['dry-run']) {
    console.log(
      `${url} would be asked for its pages and every documented route${readOnly ? '' : '; a task, a list, a reminder and a message would be made and deleted'}.`,
    );
    return 0;
  }
  console.log(`Looking at ${url} …`);
  const checks: Check[] = [];
  for await (const check of smoke(new Site(url, key), readOnly)) {
    checks.push(check);
    console.log(line(check));
    if (checks.length === 1 && check.got.startsWith('no answer')) throw new Stop(`${url} does not answer.`);
  }
  const failed = checks.filter(({ ok }) => !ok);
  console.log(failed.length === 0 ? `All ${checks.length} are well.` : `${failed.length} of ${checks.length} FAILED.`);
  return failed.length === 0 ? 0 : 1;
});
