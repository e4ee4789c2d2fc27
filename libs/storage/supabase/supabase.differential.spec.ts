import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SupabaseClient } from './client.supabase.ts';
import { embeddedBackend, postgrestBackend, type Backend } from './testing/backend.ts';
import { whyNoBinaries } from './testing/local/binaries.ts';
import { addSamples, Dice, randomRead } from './testing/random-reads.ts';

const READS = 1200;
const AT_ONCE = 40;

const why = whyNoBinaries();

(why ? describe.skip : describe)(
  `the embedded database beside real PostgREST${why ? ` (skipped: ${why})` : ''}`,
  () => {
    let embedded: Backend;
    let real: Backend;
    let clients: [SupabaseClient, SupabaseClient];

    beforeAll(async () => {
      [embedded, real] = await Promise.all([embeddedBackend(), postgrestBackend()]);
      clients = [embedded.client('service_role'), real.client('service_role')];
      for (const client of clients) await addSamples(client);
    });
    afterAll(() => Promise.all([embedded?.close(), real?.close()]));

    it.each([1, 2, 3])(`answers ${READS / 3} random reads alike (seed %i)`, async (seed) => {
      let filled = 0;
      for (let done = 0; done < READS / 3; done += AT_ONCE) {
        const seeds = Array.from({ length: AT_ONCE }, (_, i) => seed * 1_000_003 + (done + i) * 7919);
        await Promise.all(
          seeds.map(async (own) => {
            const [ours, theirs] = await Promise.all([asked(clients[0], own), asked(clients[1], own)]);
            expect(ours).toEqual(theirs);
            if (ours.data?.length) filled += 1;
          }),
        );
      }
      expect(filled).toBeGreaterThan(READS / 3 / 3);
    });
  },
);

interface Asked {
  readonly path: string;
  readonly search: string;
  readonly status: number;
  readonly data: readonly unknown[] | null;
  readonly count: number | null;
  readonly code: string | undefined;
}

async function asked(client: SupabaseClient, seed: number): Promise<Asked> {
  const read = randomRead(client, new Dice(seed));
  const { search, pathname } = (read as unknown as { url: URL }).url;
  const { status, data, count, error } = await read;
  return {
    path: pathname.replace('/rest/v1', ''),
    search: decodeURIComponent(search),
    status,
    data,
    count,
    code: error?.code,
  };
}
