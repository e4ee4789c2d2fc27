import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, CloudflareDouble, TOKEN } from '../cloudflare/cloudflare-double.ts';
import { run } from './run.ts';

const LONGEST_MS = 120_000;

describe('npm run deploy:pages, with the real wrangler', () => {
  const home = mkdtempSync(join(tmpdir(), 'flrts-pages-home-'));
  let cloudflare: CloudflareDouble;

  beforeAll(async () => {
    cloudflare = await CloudflareDouble.start();
  });
  afterAll(async () => {
    await cloudflare.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const pages = (args: readonly string[], env: Record<string, string> = {}) =>
    run('deploy-pages', args, {
      env: {
        CLOUDFLARE_API_BASE_URL: cloudflare.url,
        CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
        CLOUDFLARE_API_TOKEN: TOKEN,
        PUBLIC_URL: 'https://flrts.example',
        HOME: home,
        ...env,
      },
    });

  it(
    'makes the project once, and puts the page there with a way to the API',
    async () => {
      const first = await pages([]);
      expect([first.code, first.out]).toEqual([0, expect.stringContaining('Making the Pages project flrts-app')]);
      const [form = ''] = cloudflare.pages.projects.get('flrts-app')?.deployments ?? [];
      expect(form).toContain('/app/index.html');
      expect(form).toContain('https://flrts.example');
      const again = await pages([]);
      expect([again.code, again.out]).toEqual([0, expect.not.stringContaining('Making')]);
      expect(cloudflare.unknown).toEqual([]);
    },
    LONGEST_MS,
  );

  it('asks nobody in a dry run, and says what is missing', async () => {
    cloudflare.asked.length = 0;
    const dry = await pages(['--dry-run']);
    expect([dry.code, dry.out, cloudflare.asked]).toEqual([0, expect.stringContaining('Nothing was deployed'), []]);
    expect(await pages([], { PUBLIC_URL: '' })).toMatchObject({ code: 2, err: expect.stringContaining('Give --api') });
  });
});
