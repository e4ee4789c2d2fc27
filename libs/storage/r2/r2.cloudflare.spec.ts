import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudflareApi } from '#storage/cloudflare';
import { ACCESS_KEY, ACCOUNT, BUCKET, SECRET_KEY, startBindings } from '../cloudflare/testing/bindings.ts';
import { ScriptedApi } from '../cloudflare/testing/scripted-api.ts';
import { Presigner } from './presign.aws4fetch.ts';
import { CloudflareR2 } from './r2.cloudflare.ts';
import { r2Contract } from './r2.contract.ts';
import { ShiftedClock } from './testing/shifted-clock.ts';

const PLACE = { accountId: ACCOUNT, bucket: BUCKET };

r2Contract('Cloudflare’s SDK, the Worker’s bindings and R2’s S3', async () => {
  const worker = await startBindings();
  const clock = new ShiftedClock();
  const api = new CloudflareApi('the media store', { accountId: ACCOUNT, baseUrl: worker.baseUrl, timeoutMs: 30_000 });
  const keys = { accessKey: ACCESS_KEY, secretKey: SECRET_KEY };
  return {
    r2: new CloudflareR2(api, PLACE, new Presigner(`${worker.s3Url}/${BUCKET}`, keys, clock)),
    ignoresDisposition: true,
    fetchLink: (link, init) => fetch(link, init),
    advance: (seconds) => clock.shift(seconds),
    close: () => worker.close(),
  };
});

describe('a media store on R2', () => {
  let scripted: ScriptedApi;
  let r2: CloudflareR2;

  beforeAll(async () => {
    scripted = await new ScriptedApi().open();
    r2 = new CloudflareR2(
      new CloudflareApi('the media store', { accountId: ACCOUNT, baseUrl: scripted.baseUrl }),
      PLACE,
    );
  });
  afterAll(() => scripted.close());

  it('signs nothing without an access key', async () => {
    expect(await r2.link('k', { seconds: 60 })).toBeUndefined();
    expect(await r2.uploadLink('k', { seconds: 60, type: 'image/png', size: 1 })).toBeUndefined();
  });

  it('lists all pages', async () => {
    const page = (key: string, cursor?: string) => ({
      body: {
        success: true,
        errors: [],
        messages: [],
        result: [{ key, size: 1, last_modified: '2026-01-01T00:00:00.000Z' }],
        result_info: { is_truncated: cursor !== undefined, ...(cursor ? { cursor } : {}) },
      },
    });
    scripted.says(page('a', 'more'), page('b'));
    expect((await Array.fromAsync(r2.list('p/'))).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(scripted.asked[1]).toMatch(/cursor=more/);
  });

  it('takes it for an outage when less was stored than sent', async () => {
    scripted.says({ body: { success: true, errors: [], messages: [], result: { key: 'k', size: '1' } } });
    await expect(r2.put('k', Uint8Array.from([1, 2]), 'image/png')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
