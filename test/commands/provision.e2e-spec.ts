import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCOUNT, CloudflareDouble, TOKEN } from '../cloudflare/cloudflare-double.ts';
import { run } from './run.ts';

describe('npm run provision', () => {
  let cloudflare: CloudflareDouble;

  beforeAll(async () => {
    cloudflare = await CloudflareDouble.start();
  });
  afterAll(() => cloudflare.stop());

  const provision = (args: readonly string[], env: Record<string, string> = {}) =>
    run('provision', args, {
      env: {
        CLOUDFLARE_API_BASE_URL: cloudflare.url,
        CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
        CLOUDFLARE_API_TOKEN: TOKEN,
        ...env,
      },
    });
  const counts = () => {
    const { namespaces, buckets, indexes } = cloudflare.storage;
    return [namespaces.length, buckets.length, indexes.length];
  };

  it('says what is missing, makes it, and makes nothing the second time', async () => {
    const dry = await provision(['--dry-run']);
    expect([dry.code, counts()]).toEqual([0, [0, 0, 0]]);
    expect(dry.out).toContain('missing  KV namespace flrts-staging-cache');
    const first = await provision([]);
    const [namespace] = cloudflare.storage.namespaces;
    expect([first.code, first.out]).toEqual([
      0,
      expect.stringContaining(`CLOUDFLARE_KV_NAMESPACE_ID=${namespace?.id}`),
    ]);
    expect(cloudflare.storage.buckets).toMatchObject([{ name: 'flrts-media-staging' }]);
    expect(cloudflare.storage.indexes).toMatchObject([
      { name: 'flrts-memory-staging', config: { dimensions: 1536, metric: 'cosine' } },
    ]);
    expect(cloudflare.storage.indexes[0]?.properties.map(({ propertyName }) => propertyName)).toContain(
      'organisationId',
    );
    const again = await provision([]);
    expect([again.code, counts()]).toEqual([0, [1, 1, 1]]);
    expect(again.out).not.toContain('made ');
    expect(cloudflare.unknown).toEqual([]);
  });

  it('keeps an index that has other dimensions, and says so', async () => {
    const { code, err } = await provision(['--dimensions', '768']);
    expect([code, err]).toEqual([1, expect.stringContaining('has 1536 dimensions, not 768')]);
  });

  it.each<[string, string[], Record<string, string>, number, string]>([
    ['an account is missing', [], { CLOUDFLARE_ACCOUNT_ID: '' }, 2, 'CLOUDFLARE_ACCOUNT_ID is missing'],
    ['the token is wrong', [], { CLOUDFLARE_API_TOKEN: 'wrong' }, 1, 'Has CLOUDFLARE_API_TOKEN the permission'],
    ['dimensions are no number', ['--dimensions', 'many'], {}, 2, '--dimensions is a whole number'],
    ['the environment is unknown', ['--env', 'moon'], {}, 2, 'no environment moon'],
  ])('says so when %s', async (_, args, env, code, line) => {
    expect(await provision(args, env)).toMatchObject({ code, err: expect.stringContaining(line) });
  });
});
