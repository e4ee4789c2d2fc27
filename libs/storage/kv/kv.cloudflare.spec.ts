import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudflareApi } from '#storage/cloudflare';
import { ACCOUNT, startBindings } from '../cloudflare/testing/bindings.ts';
import { ScriptedApi } from '../cloudflare/testing/scripted-api.ts';
import { CloudflareKv } from './kv.cloudflare.ts';
import { kvContract } from './kv.contract.ts';

kvContract('Cloudflare’s SDK and the Worker’s bindings', async () => {
  const worker = await startBindings();
  const api = new CloudflareApi('the cache', { accountId: ACCOUNT, baseUrl: worker.baseUrl, timeoutMs: 30_000 });
  return { kv: new CloudflareKv(api, { accountId: ACCOUNT, namespaceId: 'KV' }), close: () => worker.close() };
});

describe('a cache on KV', () => {
  let scripted: ScriptedApi;
  let kv: CloudflareKv;

  beforeAll(async () => {
    scripted = await new ScriptedApi().open();
    const api = new CloudflareApi('the cache', { accountId: ACCOUNT, apiToken: 't', baseUrl: scripted.baseUrl });
    kv = new CloudflareKv(api, { accountId: ACCOUNT, namespaceId: 'KV' });
  });
  afterAll(() => scripted.close());

  it('lists all pages', async () => {
    const page = (name: string, cursor: string) => ({
      body: { success: true, errors: [], messages: [], result: [{ name }], result_info: { count: 1, cursor } },
    });
    scripted.says(page('a', 'more'), page('b', ''));
    expect(await Array.fromAsync(kv.keys('p:'))).toEqual([{ key: 'a' }, { key: 'b' }]);
    expect(scripted.asked[1]).toMatch(/prefix=p(?::|%3A)&cursor=more/);
  });

  it('takes an answer without content for an outage', async () => {
    scripted.says({ body: { success: true, errors: [], messages: [], result: null } });
    await expect(kv.getMany(['a'])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('takes it for an outage when not everything was written', async () => {
    const result = { successful_key_count: 0, unsuccessful_keys: ['a'] };
    scripted.says({ body: { success: true, errors: [], messages: [], result } });
    await expect(kv.putMany([{ key: 'a', value: '1' }])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(kv.deleteMany(['a'])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
