import { command, options, Stop } from './cli.ts';
import { Account } from './deploy/account.cloudflare.ts';
import { need } from './deploy/environment.ts';
import { namesIn } from './deploy/target.ts';
import { provision } from './provision/services.ts';

const HELP = `npm run provision -- [--env staging] [--dry-run]

Makes what FLRTS uses of Cloudflare: a KV namespace, an R2 bucket, a Vectorize index and its metadata indexes, named as
wrangler.jsonc names them. What is there stays as it is; running it again changes nothing. Prints what to put where.
Needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN.

  --env NAME       an environment of wrangler.jsonc: staging (the default) or production
  --dimensions N   of the index: those of the embeddings (1536); cannot be changed later
  --dry-run        only says what is missing
  --help           this text

Exit code: 0 all is there, 1 Cloudflare refused something, 2 asked for wrongly or a setting is missing.`;

const { values } = options(HELP, {
  env: { type: 'string', default: 'staging' },
  dimensions: { type: 'string', default: '1536' },
  'dry-run': { type: 'boolean', default: false },
});

await command(async () => {
  need('CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN');
  const dimensions = Number(values.dimensions);
  if (!(Number.isInteger(dimensions) && dimensions > 0 && dimensions <= 1536)) {
    throw new Stop(`--dimensions is a whole number up to 1536, not ${values.dimensions}`, 2);
  }
  const { bucket, index, worker } = namesIn(values.env);
  const wanted = { namespace: `${worker}-cache`, bucket, index, dimensions };
  const dry = values['dry-run'];
  const ids: string[] = [];
  for await (const { what, there, id } of provision(Account.open(), wanted, dry)) {
    console.log(`${there ? 'there   ' : dry ? 'missing ' : 'made    '} ${what}`);
    ids.push(id);
  }
  if (dry) return console.log('Nothing was made: this was a dry run.');
  console.log(`
In wrangler.jsonc, env.${values.env}, or as settings of the deploying machine:
  CLOUDFLARE_KV_NAMESPACE_ID=${ids[0]}
To use them from elsewhere than the container, also:
  CLOUDFLARE_R2_BUCKET=${bucket}
  CLOUDFLARE_VECTORIZE_INDEX=${index}
For links straight to R2, make an R2 API token (dashboard, R2, Manage API tokens: Object Read & Write on ${bucket}):
  CLOUDFLARE_R2_ACCESS_KEY=   CLOUDFLARE_R2_SECRET_KEY=`);
});
