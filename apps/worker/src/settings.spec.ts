import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import type { Bindings } from './bindings.ts';
import { containerEnvironment, type PassedOn } from './settings.ts';

const BOUND = { KV: {}, MEDIA: {}, INDEX: {} } as Bindings; // only whether they are there is looked at
const RECORDS = { SUPABASE_URL: 'https://x.supabase.co', SUPABASE_KEY: 'k' };
const R2_KEYS = { CLOUDFLARE_R2_ACCESS_KEY: 'a', CLOUDFLARE_R2_SECRET_KEY: 's' };
const REAL = { CLOUDFLARE_ACCOUNT_ID: 'our-account', CLOUDFLARE_R2_BUCKET: 'our-media' };

/** The settings as the product in the container finds them. */
function inContainer(set: PassedOn) {
  return readSettings({ NODE_ENV: 'production', ...containerEnvironment({ ...BOUND, ...RECORDS, ...set }) });
}

describe('what the container is started with', () => {
  it('uses all that is bound, with no token and no name', () => {
    expect(inContainer({}).cloudflare).toMatchObject({
      apiToken: undefined,
      baseUrl: 'http://cf.internal/client/v4',
      kvNamespaceId: expect.any(String),
      r2: { bucket: expect.any(String), keys: undefined },
      vectorizeIndex: expect.any(String),
    });
  });

  it('signs links for the real bucket of the real account', () => {
    expect(inContainer({ ...R2_KEYS, ...REAL }).cloudflare).toMatchObject({
      accountId: 'our-account',
      r2: { bucket: 'our-media', keys: { accessKey: 'a', secretKey: 's' } },
    });
  });

  it('is refused by the product, rather than sign links to a bucket there is none of', () => {
    const { CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_R2_BUCKET } = REAL;
    expect(() => inContainer({ ...R2_KEYS, CLOUDFLARE_ACCOUNT_ID })).toThrow('CLOUDFLARE_R2_BUCKET is missing');
    expect(() => inContainer({ ...R2_KEYS, CLOUDFLARE_R2_BUCKET })).toThrow('CLOUDFLARE_ACCOUNT_ID is missing');
  });

  it('has nothing of Cloudflare’s when nothing is bound', () => {
    expect(containerEnvironment(RECORDS)).toEqual(RECORDS);
  });
});
