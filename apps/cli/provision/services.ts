import type { Account } from '../deploy/account.cloudflare.ts';
import { Stop } from '../cli.ts';

/** What is to be there; the names are those of wrangler.jsonc. */
export interface Wanted {
  readonly namespace: string;
  readonly bucket: string;
  readonly index: string;
  readonly dimensions: number;
}

/** What can be filtered by; an index must be there before what it is to find (and ten are the most). */
export const FILTERS: readonly { readonly propertyName: string; readonly indexType: 'string' | 'number' }[] = [
  { propertyName: 'organisationId', indexType: 'string' },
  { propertyName: 'kind', indexType: 'string' },
  { propertyName: 'siteId', indexType: 'string' },
  { propertyName: 'personId', indexType: 'string' },
];

/** One thing, whether it was there, and how it is made; without `dry` it is made. */
export interface Found {
  readonly what: string;
  readonly there: boolean;
  readonly id: string;
}

/** Finds each of Cloudflare's services and makes what is missing; running it again changes nothing. */
export async function* provision(account: Account, wanted: Wanted, dry: boolean): AsyncGenerator<Found> {
  yield await namespace(account, wanted.namespace, dry);
  yield await bucket(account, wanted.bucket, dry);
  yield await index(account, wanted, dry);
  for (const filter of FILTERS) yield await metadataIndex(account, { index: wanted.index, filter }, dry);
}

async function namespace(account: Account, title: string, dry: boolean): Promise<Found> {
  const what = `KV namespace ${title}`;
  for (let page = 1; ; page += 1) {
    const query = { page: String(page), per_page: '100' };
    const all = (await account.get<{ id: string; title: string }[]>('/storage/kv/namespaces', query)) ?? [];
    const found = all.find((one) => one.title === title);
    if (found) return { what, there: true, id: found.id };
    if (all.length < 100) break;
  }
  if (dry) return { what, there: false, id: '' };
  const { id } = await account.post<{ id: string }>('/storage/kv/namespaces', { title });
  return { what, there: false, id };
}

async function bucket(account: Account, name: string, dry: boolean): Promise<Found> {
  const there = (await account.get(`/r2/buckets/${name}`)) !== undefined;
  if (!there && !dry) await account.post('/r2/buckets', { name });
  return { what: `R2 bucket ${name}`, there, id: name };
}

async function index(account: Account, { index: name, dimensions }: Wanted, dry: boolean): Promise<Found> {
  const what = `Vectorize index ${name}, ${dimensions} dimensions, cosine`;
  const found = await account.get<{ config: { dimensions: number } }>(`/vectorize/v2/indexes/${name}`);
  if (found && found.config.dimensions !== dimensions) {
    throw new Stop(
      `The Vectorize index ${name} has ${found.config.dimensions} dimensions, not ${dimensions}, and that cannot be changed: name another index in wrangler.jsonc.`,
    );
  }
  if (!found && !dry) await account.post('/vectorize/v2/indexes', { name, config: { dimensions, metric: 'cosine' } });
  return { what, there: found !== undefined, id: name };
}

async function metadataIndex(
  account: Account,
  { index: name, filter }: { index: string; filter: (typeof FILTERS)[number] },
  dry: boolean,
): Promise<Found> {
  const path = `/vectorize/v2/indexes/${name}/metadata_index`;
  const { metadataIndexes = [] } =
    (await account.get<{ metadataIndexes?: { propertyName: string }[] }>(`${path}/list`)) ?? {};
  const there = metadataIndexes.some(({ propertyName }) => propertyName === filter.propertyName);
  if (!there && !dry) await account.post(`${path}/create`, filter);
  return { what: `metadata index ${filter.propertyName} (${filter.indexType})`, there, id: filter.propertyName };
}
