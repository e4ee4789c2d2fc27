import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudflareApi } from '#storage/cloudflare';
import { FakeIndex } from './testing/fake-index.ts';
import { startVectorizeApi, startVectorizeBindings, type VectorizeApi } from './testing/vectorize-api.ts';
import { CloudflareVectorize } from './vectorize.cloudflare.ts';
import { INDEX, vectorizeContract } from './vectorize.contract.ts';

const PLACE = { accountId: 'a', index: 'memories' };

function vectorizeAt({ baseUrl }: VectorizeApi): CloudflareVectorize {
  return new CloudflareVectorize(
    new CloudflareApi('the vector index', { accountId: 'a', baseUrl, timeoutMs: 30_000 }),
    PLACE,
  );
}

vectorizeContract('Cloudflare’s SDK and a stand-in for Vectorize', async () => {
  const api = await startVectorizeApi();
  return { vectorize: vectorizeAt(api), close: () => api.close() };
});

vectorizeContract('Cloudflare’s SDK and the Worker’s bindings', async () => {
  const index = new FakeIndex(INDEX.dimensions, undefined, 1000);
  for (const [name, type] of Object.entries(INDEX.filterable)) index.filterable.set(name, type);
  const api = await startVectorizeBindings(index);
  return { vectorize: vectorizeAt(api), close: () => api.close() };
});

describe('an index on Vectorize', () => {
  let api: VectorizeApi;
  beforeAll(async () => {
    api = await startVectorizeApi();
  });
  afterAll(() => api.close());

  it('that is not there is an outage, not an empty one', async () => {
    const vectorize = vectorizeAt(api);
    await expect(vectorize.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(vectorize.query({ vector: [1, 0, 0, 0], topK: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    await vectorize.prepare(INDEX);
    expect(await vectorize.query({ vector: [1, 0, 0, 0], topK: 1 })).toEqual([]);
  });
});
