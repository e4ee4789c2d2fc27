import { openTestBackend } from '../supabase/testing/index.ts';
import { vectorizeContract } from './vectorize.contract.ts';
import { EmbeddedVectorize } from './vectorize.embedded.ts';

vectorizeContract('the embedded database', async () => {
  const backend = await openTestBackend();
  return { vectorize: new EmbeddedVectorize(backend), close: () => backend.onApplicationShutdown() };
});
