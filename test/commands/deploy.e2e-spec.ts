import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, CloudflareDouble, TOKEN } from '../cloudflare/cloudflare-double.ts';
import { Edge } from '../cloudflare/edge.ts';
import { ADMIN_KEY, type Product, startProduct } from '../product.ts';
import { type Ended, run } from './run.ts';

const ROOT = join(import.meta.dirname, '../..');
const WORKER = 'flrts-staging';
const LONGEST_MS = 180_000;

/**
 * Wrangler itself is the real one, and so are the SDK and the product; Cloudflare's API is our double, and the image is
 * named instead of built, because building it needs Docker and the internet.
 */
describe('a deploy, rehearsed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flrts-deploy-'));
  const secrets = join(folder, 'secrets.env');
  let cloudflare: CloudflareDouble;
  let product: Product;
  let edge: Edge;

  beforeAll(async () => {
    cloudflare = await CloudflareDouble.start();
    cloudflare.storage.buckets.push({ name: 'flrts-media-staging' });
    product = await startProduct({ environment: { TELEGRAM_WEBHOOK_SECRET: 'a-secret' } });
    edge = await Edge.before(product.url, () => cloudflare.containers.running(WORKER));
    writeFileSync(secrets, 'SUPABASE_KEY=k\nTELEGRAM_BOT_TOKEN=1:abc\nTELEGRAM_WEBHOOK_SECRET=a-secret\n');
  }, 120_000);
  afterAll(async () => {
    await edge.close();
    await product.close();
    await cloudflare.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function operator(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const settings = {
      CLOUDFLARE_API_BASE_URL: cloudflare.url,
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
      CLOUDFLARE_API_TOKEN: TOKEN,
      CLOUDFLARE_KV_NAMESPACE_ID: 'abcdef0123456789abcdef0123456789',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      SUPABASE_URL: 'https://flrts.supabase.example',
      PUBLIC_URL: edge.url,
      ADMIN_API_KEY: ADMIN_KEY,
      HOME: folder,
    };
    return run(command, args, { env: { ...settings, ...env } });
  }

  const image = (build: string) => `registry.cloudflare.com/${ACCOUNT}/${WORKER}:${build}`;
  const deploy = (build: string, ...args: string[]) =>
    operator('deploy', ['--image', image(build), '--build', build, '--skip-migrations', ...args]);
  const inFront = () => [cloudflare.workers.tag(WORKER), cloudflare.containers.running(WORKER)];

  it(
    'goes well, goes wrong, goes back; and says so when an instance keeps its old image',
    async () => {
      const first = await deploy('one', '--secrets', secrets);
      expect([first.code, first.out]).toEqual([0, expect.stringContaining('Deployed, and well: one')]);
      expect(inFront()).toEqual(['one', image('one')]);

      edge.breakBuild('two', 'PATCH', '/v1/tasks/');
      const second = await deploy('two');
      expect([second.code, second.out]).toEqual([3, expect.stringContaining('npm run rollback -- --env staging')]);
      expect(second.out).toMatch(/FAILED.*PATCH \/v1\/tasks\/\{id\}/);
      expect(inFront()).toEqual(['two', image('two')]);

      cloudflare.workers.setSecret(WORKER, 'OPENAI_API_KEY');
      const dry = await operator('rollback', ['--dry-run']);
      expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('goes back to one')]);
      const back = await operator('rollback', []);
      expect([back.code, back.out]).toEqual([0, expect.stringContaining('Back, and well: one')]);
      expect(inFront()).toEqual(['one', image('one')]);

      cloudflare.containers.stuckRollouts = 1;
      const third = await deploy('three', '--wait', '3');
      expect([third.code, third.out]).toEqual([3, expect.stringContaining('one answers at')]);
      expect(third.out).toContain('containers#233');
      expect(cloudflare.unknown).toEqual([]);
      expect(existsSync(join(ROOT, '.wrangler.staging.json'))).toBe(false);
    },
    LONGEST_MS,
  );

  it('deploys nothing when the database cannot be migrated', async () => {
    cloudflare.asked.length = 0;
    const env = { SUPABASE_DB_URL: 'postgresql://postgres@127.0.0.1:1/postgres' };
    const { code, err } = await operator('deploy', ['--image', image('four'), '--build', 'four'], env);
    expect([code, err]).toEqual([1, expect.stringContaining('the database could not be migrated')]);
    expect(cloudflare.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);
  });

  it(
    'deploys nothing, and leaves no Worker, when wrangler finds that secrets are missing',
    async () => {
      cloudflare.storage.buckets.push({ name: 'flrts-media' });
      const args = ['--env', 'production', '--image', image('one'), '--build', 'one', '--skip-migrations'];
      const { code, err } = await operator('deploy', args);
      expect([code, err]).toEqual([1, expect.stringContaining('required secrets have not been set')]);
      expect(cloudflare.workers.tag('flrts')).toBeUndefined();
    },
    LONGEST_MS,
  );

  it(
    'asks nobody in a dry run',
    async () => {
      cloudflare.asked.length = 0;
      const { code, out } = await deploy('five', '--dry-run');
      expect([code, out]).toEqual([0, expect.stringContaining('Nothing was deployed: this was a dry run.')]);
      expect(cloudflare.asked).toEqual([]);
    },
    LONGEST_MS,
  );

  it.each<[string, string, string[], Record<string, string>, number, string]>([
    [
      'a token is missing',
      'deploy',
      [],
      { CLOUDFLARE_API_TOKEN: '' },
      2,
      'CLOUDFLARE_API_TOKEN is missing: Cloudflare dashboard',
    ],
    [
      'a token is wrong',
      'rollback',
      [],
      { CLOUDFLARE_API_TOKEN: 'wrong' },
      1,
      'Has CLOUDFLARE_API_TOKEN the permission',
    ],
    [
      'the environment is unknown',
      'deploy',
      ['--env', 'moon', '--skip-migrations'],
      {},
      2,
      'no environment moon; it has staging, production',
    ],
    [
      'something is still to be filled in',
      'deploy',
      ['--skip-migrations'],
      { SUPABASE_URL: '', CLOUDFLARE_KV_NAMESPACE_ID: '' },
      2,
      'SUPABASE_URL, CLOUDFLARE_KV_NAMESPACE_ID',
    ],
    [
      'an image has no name for what it is',
      'deploy',
      ['--skip-migrations', '--image', 'x'],
      {},
      2,
      '--image needs --build',
    ],
    ['there was no deploy to go back to', 'rollback', ['--env', 'production'], {}, 1, 'There is nothing to go back to'],
  ])('says so when %s', async (_, command, args, env, code, line) => {
    expect(await operator(command, args, env)).toMatchObject({ code, err: expect.stringContaining(line) });
  });
});
