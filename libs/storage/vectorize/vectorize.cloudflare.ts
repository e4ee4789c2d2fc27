import { AppError, UnavailableError } from '#core';
import { type CloudflareApi, codesOf } from '#storage/cloudflare';
import { type StoredVector, type VectorIndex, type VectorMatch, type VectorQuery, Vectorize } from './vectorize.ts';
import { checkId, checkIndex, checkQuery, checkVector } from './vectorize-limits.ts';

/** The API takes more; one request holds them all in memory. */
const PUT_AT_ONCE = 500;
const READ_AT_ONCE = 20;
const DELETED_AT_ONCE = 100;
const NO_INDEX = 3000;
/** What only a token may do; bindings do not answer it. */
const NOT_OVER_BINDINGS = [7003, 10405];

/** Which index of which account. */
export interface VectorizePlace {
  readonly accountId: string;
  readonly index: string;
}

/** Cloudflare's Vectorize by the official SDK. */
export class CloudflareVectorize extends Vectorize {
  readonly adapter = 'Cloudflare Vectorize';
  readonly #account: { readonly account_id: string };

  constructor(
    private readonly api: CloudflareApi,
    private readonly place: VectorizePlace,
  ) {
    super();
    this.#account = { account_id: place.accountId };
  }

  async prepare(index: VectorIndex): Promise<void> {
    checkIndex(index);
    const dimensions = (await this.#dimensions()) ?? (await this.#create(index.dimensions));
    if (dimensions !== index.dimensions) {
      const { index: name } = this.place;
      throw new AppError(
        'conflict',
        `The index ${name} was made for ${dimensions} dimensions, not ${index.dimensions}`,
      );
    }
    const there = await this.#filterable();
    if (!there) return;
    for (const [propertyName, indexType] of Object.entries(index.filterable).filter(([name]) => !there.has(name))) {
      const asked = { ...this.#account, propertyName, indexType };
      await this.api.call(({ vectorize }) => vectorize.indexes.metadataIndex.create(this.place.index, asked));
    }
  }

  async upsert(vectors: readonly StoredVector[]): Promise<void> {
    for (const vector of vectors) checkVector(vector);
    for (const some of batches(vectors, PUT_AT_ONCE)) {
      const lines = some.map((vector) => JSON.stringify(vector)).join('\n');
      await this.api.call(({ vectorize }) =>
        vectorize.indexes.upsert(this.place.index, {
          ...this.#account,
          body: new File([lines], 'vectors.ndjson'),
          'unparsable-behavior': 'error',
        }),
      );
    }
  }

  async query({ vector, ...rest }: VectorQuery): Promise<readonly VectorMatch[]> {
    checkQuery({ vector, ...rest });
    // `namespace` is missing from the SDK's types, not from the API
    const asked = { ...this.#account, vector: [...vector], returnMetadata: 'all' as const, ...rest };
    const answer = await this.api.call(({ vectorize }) => vectorize.indexes.query(this.place.index, asked));
    if (!answer?.matches) throw this.#incomplete();
    return answer.matches.map((match) => ({ ...vectorOf(match), score: match.score ?? NaN }));
  }

  async get(ids: readonly string[]): Promise<readonly StoredVector[]> {
    for (const id of ids) checkId(id);
    const found: StoredVector[] = [];
    for (const some of batches(ids, READ_AT_ONCE)) {
      const asked = { ...this.#account, ids: [...some] };
      const answer = await this.api.call(({ vectorize }) => vectorize.indexes.getByIDs(this.place.index, asked));
      if (!Array.isArray(answer)) throw this.#incomplete();
      const rows = answer as readonly (Raw & { readonly values: readonly number[] })[]; // as we put them
      found.push(...rows.map((row) => ({ ...vectorOf(row), values: row.values })));
    }
    return found;
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) checkId(id);
    for (const some of batches(ids, DELETED_AT_ONCE)) {
      const asked = { ...this.#account, ids: [...some] };
      await this.api.call(({ vectorize }) => vectorize.indexes.deleteByIDs(this.place.index, asked));
    }
  }

  async ping(): Promise<void> {
    await this.api.call(({ vectorize }) => vectorize.indexes.info(this.place.index, this.#account));
  }

  /** Undefined when there is no such index. */
  async #dimensions(): Promise<number | undefined> {
    try {
      const info = await this.api.call(({ vectorize }) => vectorize.indexes.info(this.place.index, this.#account));
      if (info?.dimensions === undefined) throw this.#incomplete();
      return info.dimensions;
    } catch (error) {
      if (codesOf(error).includes(NO_INDEX)) return undefined;
      throw error;
    }
  }

  async #create(dimensions: number): Promise<number> {
    const asked = { ...this.#account, name: this.place.index, config: { dimensions, metric: 'cosine' as const } };
    await this.api.call(({ vectorize }) => vectorize.indexes.create(asked));
    return dimensions;
  }

  /** Undefined behind bindings, which cannot say: `npm run provision` has seen to it with a token. */
  async #filterable(): Promise<ReadonlySet<string> | undefined> {
    try {
      const { index } = this.place;
      const list = await this.api.call(({ vectorize }) => vectorize.indexes.metadataIndex.list(index, this.#account));
      return new Set(list?.metadataIndexes?.map(({ propertyName = '' }) => propertyName));
    } catch (error) {
      if (codesOf(error).some((code) => NOT_OVER_BINDINGS.includes(code))) return undefined;
      throw error;
    }
  }

  #incomplete(): UnavailableError {
    return new UnavailableError(this.adapter, { cause: new Error('an answer without content') });
  }
}

interface Raw {
  readonly id?: string;
  readonly namespace?: string | null;
  readonly metadata?: unknown;
}

function vectorOf({ id = '', namespace, metadata }: Raw): Omit<StoredVector, 'values'> {
  const said = metadata as StoredVector['metadata'] | null; // as we put it
  return { id, ...(namespace ? { namespace } : {}), ...(said ? { metadata: said } : {}) };
}

function batches<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));
}
