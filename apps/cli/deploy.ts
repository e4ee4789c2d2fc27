import { command, node, options, ROOT, step, Stop } from './cli.ts';
import { Account } from './deploy/account.cloudflare.ts';
import { untilAnswers } from './deploy/answering.ts';
import { need } from './deploy/environment.ts';
import { lookedAt } from './deploy/looked-at.ts';
import { buildHere, type Target, targetOf } from './deploy/target.ts';
import { wrangler } from './deploy/wrangler.ts';

const HELP = `npm run deploy -- [--env staging] [--dry-run]

Brings this commit to Cloudflare: migrates the database, deploys Worker, Mini App and image with wrangler, waits until
/health reports the new build (an instance may go on with its old image), and runs the smoke test.
Needs CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN, SUPABASE_DB_URL, ADMIN_API_KEY, and Docker to build the image.

  --env NAME          an environment of wrangler.jsonc: staging (the default) or production
  --secrets FILE      secrets to upload with it, NAME=value a line; the first deploy needs them
  --image REF         deploy this image of the registry instead of building one; --build says what it is
  --build NAME        what /health of the new image reports (the commit)
  --url URL           where it is reached, instead of PUBLIC_URL of the environment
  --wait SECS         how long to wait for the new build (900)
  --skip-migrations   the database is up to date
  --dry-run           checks everything that can be checked here, deploys nothing
  --help              this text

Exit code: 0 deployed and well, 1 not deployed, 2 asked for wrongly or a setting is missing, 3 deployed and not well:
roll back.`;

const { values } = options(HELP, {
  env: { type: 'string', default: 'staging' },
  secrets: { type: 'string' },
  image: { type: 'string' },
  build: { type: 'string' },
  url: { type: 'string' },
  wait: { type: 'string', default: '900' },
  'skip-migrations': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
});
const say = (line: string) => console.log(line);

await command(async () => {
  need(
    'CLOUDFLARE_ACCOUNT_ID',
    'CLOUDFLARE_API_TOKEN',
    'ADMIN_API_KEY',
    ...(values['skip-migrations'] ? [] : ['SUPABASE_DB_URL' as const]),
  );
  if (values.image && !values.build) throw new Stop('--image needs --build: what /health of that image reports', 2);
  const build = values.build ?? buildHere();
  const target = targetOf(values.env, { build, image: values.image, url: values.url });
  try {
    return await (values['dry-run'] ? rehearse(target) : deploy(target, build));
  } finally {
    target.release();
  }
});

async function deploy(target: Target, build: string): Promise<number> {
  const account = Account.open();
  const [before] = await account.deployed(target.worker);
  say(
    `${target.worker} at ${target.url}: ${before ? `${before.build ?? before.versionId} since ${before.at}` : 'nothing yet'} → ${build}`,
  );
  if (build.endsWith('-changed'))
    say('This folder differs from its commit: nobody will be able to tell what was deployed.');
  await migrate();
  const secrets = values.secrets ? ['--secrets-file', values.secrets] : [];
  const args = ['deploy', ...wranglerArgs(target), '--tag', build, '--message', `npm run deploy, ${build}`, ...secrets];
  const code = await step('wrangler deploy', () => wrangler(args));
  if (code !== 0) {
    throw new Stop(
      'wrangler could not deploy. The Worker may be new and the image old: deploy again, or npm run rollback.',
    );
  }
  return (await isWell(target, build)) ? 0 : 3;
}

async function isWell({ name, url }: Target, build: string): Promise<boolean> {
  const { ADMIN_API_KEY: key } = need('ADMIN_API_KEY');
  const seconds = Number(values.wait);
  const instead = await step(`Waiting for ${build}`, () => untilAnswers({ url, build, seconds }, say));
  if (instead !== undefined) {
    say(`NOT WELL: after ${seconds} s ${instead} answers at ${url}, not ${build}.`);
    say('An instance can keep its old image though the rollout is done (cloudflare/containers#233). If it is not');
    say('replaced within the hour, deploy again.');
  } else if ((await step('Smoke test', () => lookedAt(url, key, say))) === 0) {
    say(`Deployed, and well: ${build} at ${url}`);
    return true;
  } else say(`NOT WELL: ${build} answers, and does not do what it should.`);
  say(`Back to the build before: npm run rollback -- --env ${name}`);
  say('It restores the Worker and the image. What was migrated stays; builds before run on it.');
  return false;
}

async function rehearse(target: Target): Promise<number> {
  await migrate('--dry-run');
  // it builds no image, which would need Docker
  const code = await step('wrangler deploy --dry-run', () =>
    wrangler(['deploy', ...wranglerArgs(target), '--dry-run', '--containers-rollout=none'], {
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    }),
  );
  if (code !== 0) throw new Stop('wrangler refuses this configuration.');
  say('Nothing was deployed: this was a dry run.');
  return 0;
}

async function migrate(...args: string[]): Promise<void> {
  if (values['skip-migrations']) return;
  const code = await step('Migrations', () => node(`${ROOT}/apps/cli/migrate.ts`, ...args));
  if (code !== 0) throw new Stop('Nothing was deployed: the database could not be migrated.');
}

function wranglerArgs({ config, name }: Target): string[] {
  return ['--config', config, '--env', name];
}
