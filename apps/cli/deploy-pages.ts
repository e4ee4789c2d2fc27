import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutAssets } from './build-assets.ts';
import { command, options, step, Stop } from './cli.ts';
import { Account } from './deploy/account.cloudflare.ts';
import { environment, need } from './deploy/environment.ts';
import { wrangler } from './deploy/wrangler.ts';

const HELP = `npm run deploy:pages -- [--project flrts-app] [--api URL] [--dry-run]

Puts the Mini App on Cloudflare Pages instead of beside the Worker, for teams that have Pages already. Requests of the
page to /v1 are passed on to FLRTS at --api, so that it stays one origin. Makes the project when there is none.
Needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN (with Cloudflare Pages: Edit).

  --project NAME   the Pages project (flrts-app)
  --branch NAME    main is production, any other a preview (main)
  --api URL        where FLRTS is, instead of PUBLIC_URL
  --dry-run        lays the files out and lists them, deploys nothing
  --help           this text

Exit code: 0 deployed, 1 not deployed, 2 asked for wrongly or a setting is missing.`;

const { values } = options(HELP, {
  project: { type: 'string', default: 'flrts-app' },
  branch: { type: 'string', default: 'main' },
  api: { type: 'string' },
  'dry-run': { type: 'boolean' },
});

await command(async () => {
  need('CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN');
  const api = values.api ?? environment()['PUBLIC_URL'];
  if (!api || !URL.canParse(api)) throw new Stop('Where is FLRTS? Give --api, or set PUBLIC_URL.', 2);
  const folder = mkdtempSync(join(tmpdir(), 'flrts-pages-'));
  try {
    layOut(folder, new URL(api).origin);
    if (values['dry-run']) {
      console.log(
        `${values.project} would get the Mini App, with /v1 at ${new URL(api).origin}. Nothing was deployed.`,
      );
      return 0;
    }
    await projectFor(Account.open(), values.project);
    const args = [
      'pages',
      'deploy',
      '.',
      '--project-name',
      values.project,
      '--branch',
      values.branch,
      '--commit-dirty=true',
    ];
    const code = await step('wrangler pages deploy', () => wrangler(args, {}, folder));
    if (code !== 0) throw new Stop('wrangler could not deploy the Mini App; what was there before stays.');
    console.log(`Deployed. In @BotFather, /newapp or /editapp: https://${values.project}.pages.dev/app/`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The files, and one small function that passes the API on; wrangler bundles nothing else. */
function layOut(folder: string, api: string): void {
  layOutAssets(folder);
  writeFileSync(join(folder, '_worker.js'), worker(api));
  writeFileSync(join(folder, '_routes.json'), JSON.stringify({ version: 1, include: ['/v1/*'], exclude: [] }));
}

function worker(api: string): string {
  return `export default {
  fetch(request) {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(${JSON.stringify(api)} + pathname + search, request));
  },
};
`;
}

async function projectFor(account: Account, name: string): Promise<void> {
  if (await account.get(`/pages/projects/${name}`)) return;
  await step(`Making the Pages project ${name}`, () =>
    account.post('/pages/projects', { name, production_branch: 'main' }),
  );
}
