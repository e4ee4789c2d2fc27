import { command, options, step, Stop } from './cli.ts';
import { Account, type ContainerApp } from './deploy/account.cloudflare.ts';
import { untilAnswers } from './deploy/answering.ts';
import { need } from './deploy/environment.ts';
import { lookedAt } from './deploy/looked-at.ts';
import { type Previous, previous } from './deploy/previous.ts';
import { type Target, targetOf } from './deploy/target.ts';
import { wrangler } from './deploy/wrangler.ts';

const HELP = `npm run rollback -- [--env staging] [--to BUILD] [--dry-run]

Puts the build before the present one back: the Worker's version with wrangler, and the container's image, which
wrangler does not roll back; then waits until /health reports that build and runs the smoke test.
Not rolled back: migrations (every build runs on a newer database), data, secrets, what KV, R2 and Vectorize hold.
Needs CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN and ADMIN_API_KEY.

  --env NAME   an environment of wrangler.jsonc: staging (the default) or production
  --to BUILD   an earlier build than the last
  --image REF  the image to put back, when Cloudflare's list does not tell which it was
  --url URL    where it is reached, instead of PUBLIC_URL of the environment
  --wait SECS  how long to wait for the build (900)
  --dry-run    only says what would be put back
  --help       this text

Exit code: 0 back and well, 1 not rolled back, 2 asked for wrongly or a setting is missing, 3 back and not well.`;

const { values } = options(HELP, {
  env: { type: 'string', default: 'staging' },
  to: { type: 'string' },
  image: { type: 'string' },
  url: { type: 'string' },
  wait: { type: 'string', default: '900' },
  'dry-run': { type: 'boolean' },
});
const say = (line: string) => console.log(line);

await command(async () => {
  const { ADMIN_API_KEY: key } = need('CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN', 'ADMIN_API_KEY');
  const target = targetOf(values.env, { build: 'rollback', url: values.url });
  try {
    const account = Account.open();
    const app = await account.containerApp(target.container);
    const found = previous(await account.deployed(target.worker), app, values.to);
    const back = values.image ? { ...found, configuration: { ...app?.configuration, image: values.image } } : found;
    say(
      `${target.worker} goes back to ${back.build}: Worker ${back.versionId}, image ${back.configuration?.image ?? 'as it is'}`,
    );
    if (values['dry-run']) {
      say('Nothing was rolled back: this was a dry run.');
      return 0;
    }
    await putBack(target, { account, app, back });
    return (await isWell(target.url, back.build, key)) ? 0 : 3;
  } finally {
    target.release();
  }
});

async function putBack(
  { config, name }: Target,
  { account, app, back }: { account: Account; app: ContainerApp | undefined; back: Previous },
): Promise<void> {
  const args = [
    'rollback',
    back.versionId,
    '--config',
    config,
    '--env',
    name,
    '--yes',
    '--message',
    `back to ${back.build}`,
  ];
  if ((await step('wrangler rollback', () => wrangler(args))) !== 0)
    throw new Stop('wrangler could not roll back; nothing changed.');
  const { configuration } = back;
  if (app && configuration) {
    await step(`Rolling out ${configuration.image}`, () =>
      account.rollOut(app.id, configuration, `back to ${back.build}`),
    );
  }
}

async function isWell(url: string, build: string, key: string): Promise<boolean> {
  const instead = await step(`Waiting for ${build}`, () =>
    untilAnswers({ url, build, seconds: Number(values.wait) }, say),
  );
  if (instead !== undefined) {
    say(`NOT WELL: ${instead} answers at ${url}, not ${build}. If its image is another one, name it: --image REF`);
    return false;
  }
  if ((await step('Smoke test', () => lookedAt(url, key, say))) > 0) return false;
  say(`Back, and well: ${build} at ${url}`);
  return true;
}
