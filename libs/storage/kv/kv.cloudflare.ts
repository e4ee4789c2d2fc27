import { UnavailableError } from '#core';
import { type CloudflareApi, type CloudflareSdk } from '#storage/cloudflare';
import { Kv, type KvEntry, type KvKey, type KvMetadata, type KvOptions, type KvWrite } from './kv.ts';
import { checkKey, checkWrite, writeOf } from './kv-limits.ts';

const READ_AT_ONCE = 100;
/** KV takes more, but behind bindings each is a call of its own, and all have to fit into the patience for one answer. */
const WRITTEN_AT_ONCE = 100;
/** A batch of them is one request, held in memory on both sides. */
const BYTES_AT_ONCE = 25 * 1024 * 1024;
const NOBODY = 'flrts:ping';

/** Which namespace of which account. */
export interface KvPlace {
  readonly accountId: string;
  readonly namespaceId: string;
}

/** Cloudflare's KV by the official SDK. */
export class CloudflareKv extends Kv {
  readonly adapter = 'Cloudflare KV';
  readonly #account: { readonly account_id: string };
  readonly #where: { readonly account_id: string; readonly namespace_id: string };

  constructor(
    private readonly api: CloudflareApi,
    private readonly place: KvPlace,
  ) {
    super();
    this.#account = { account_id: place.accountId };
    this.#where = { ...this.#account, namespace_id: place.namespaceId };
  }

  async get(key: string): Promise<string | undefined> {
    checkKey(key);
    return this.api.find(async ({ kv }) => (await kv.namespaces.values.get(key, this.#where)).text());
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, KvEntry>> {
    for (const key of keys) checkKey(key);
    const found = new Map<string, KvEntry>();
    for (const some of batches([...new Set(keys)], READ_AT_ONCE)) {
      const body = { ...this.#account, keys: [...some], type: 'text' as const, withMetadata: true };
      const { values = {} } = await this.#all(({ kv }) => kv.namespaces.bulkGet(this.place.namespaceId, body));
      for (const [key, entry] of Object.entries(values)) if (isEntry(entry)) found.set(key, entryOf(entry));
    }
    return found;
  }

  async put(key: string, value: string, options: KvOptions = {}): Promise<void> {
    checkWrite(writeOf(key, value, options));
    const { ttlSeconds, metadata } = options;
    await this.#all(({ kv }) =>
      kv.namespaces.values.update(key, {
        ...this.#where,
        value,
        ...(ttlSeconds === undefined ? {} : { expiration_ttl: ttlSeconds }),
        // an object would be sent as form fields of its own, and be lost
        ...(metadata ? { metadata: JSON.stringify(metadata) } : {}),
      }),
    );
  }

  async putMany(writes: readonly KvWrite[]): Promise<void> {
    for (const write of writes) checkWrite(write);
    for (const some of batches(writes, WRITTEN_AT_ONCE, ({ value }) => Buffer.byteLength(value))) {
      const body = some.map(({ key, value, ttlSeconds, metadata }) => ({
        key,
        value,
        ...(ttlSeconds === undefined ? {} : { expiration_ttl: ttlSeconds }),
        ...(metadata ? { metadata } : {}),
      }));
      const done = await this.#all(({ kv }) =>
        kv.namespaces.bulkUpdate(this.place.namespaceId, { ...this.#account, body }),
      );
      this.#complete(done);
    }
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await this.api.find(({ kv }) => kv.namespaces.values.delete(key, this.#where));
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    for (const key of keys) checkKey(key);
    for (const some of batches(keys, WRITTEN_AT_ONCE)) {
      const body = { ...this.#account, body: [...some] };
      this.#complete(await this.#all(({ kv }) => kv.namespaces.bulkDelete(this.place.namespaceId, body)));
    }
  }

  async *keys(prefix: string): AsyncIterable<KvKey> {
    let cursor: string | undefined;
    do {
      const asked = { ...this.#account, ...(prefix ? { prefix } : {}), ...(cursor ? { cursor } : {}) };
      const page = await this.api.call(({ kv }) => kv.namespaces.keys.list(this.place.namespaceId, asked));
      for (const { name, expiration, metadata } of page.getPaginatedItems()) {
        yield {
          key: name,
          ...(expiration ? { expiresAt: new Date(expiration * 1000) } : {}),
          ...(metadata ? { metadata: metadata as KvMetadata } : {}), // as it was put
        };
      }
      cursor = page.result_info?.cursor || undefined;
    } while (cursor);
  }

  /** An absent key is an answer as well, and the cheapest. */
  async ping(): Promise<void> {
    await this.get(NOBODY);
  }

  /** An answer without its content is none. */
  async #all<T>(work: (sdk: CloudflareSdk) => PromiseLike<T | null>): Promise<T> {
    const answer = await this.api.call(work);
    if (answer === null) throw new UnavailableError(this.adapter, { cause: new Error('an answer without content') });
    return answer;
  }

  #complete({ unsuccessful_keys: left = [] }: { unsuccessful_keys?: readonly string[] }): void {
    if (left.length > 0)
      throw new UnavailableError(this.adapter, { cause: new Error(`${left.length} keys were left out`) });
  }
}

interface RawEntry {
  readonly value: unknown;
  readonly metadata: unknown;
}

function isEntry(entry: unknown): entry is RawEntry {
  return typeof entry === 'object' && entry !== null && 'value' in entry && typeof entry.value === 'string';
}

function entryOf({ value, metadata }: RawEntry): KvEntry {
  return { value: String(value), ...(metadata ? { metadata: metadata as KvMetadata } : {}) }; // as it was put
}

/** Some at a time: not too many, and not too large together. */
function* batches<T>(all: readonly T[], most: number, bytesOf: (one: T) => number = () => 0): Iterable<readonly T[]> {
  let some: T[] = [];
  let bytes = 0;
  for (const one of all) {
    const size = bytesOf(one);
    if (some.length === most || (some.length > 0 && bytes + size > BYTES_AT_ONCE)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(one);
    bytes += size;
  }
  if (some.length > 0) yield some;
}
