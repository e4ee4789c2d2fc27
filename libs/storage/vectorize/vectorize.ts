/** What goes with a vector: flat JSON. */
export type VectorMetadata = Readonly<Record<string, string | number | boolean>>;

/** A vector, whose it is, and what it stands for. */
export interface StoredVector {
  readonly id: string;
  readonly values: readonly number[];
  /** Vectors of one namespace are searched apart from the others. */
  readonly namespace?: string;
  readonly metadata?: VectorMetadata;
}

type Value = string | number | boolean;

/** What metadata must be: a value, or comparisons with one. Several keys must all hold. */
export type VectorFilter = Readonly<
  Record<
    string,
    | Value
    | { readonly $eq: Value }
    | { readonly $ne: Value }
    | { readonly $in: readonly Value[] }
    | { readonly $nin: readonly Value[] }
    | { readonly $gt?: Value; readonly $gte?: Value; readonly $lt?: Value; readonly $lte?: Value }
  >
>;

export interface VectorQuery {
  readonly vector: readonly number[];
  /** 50 at most. */
  readonly topK: number;
  /** Without it all namespaces are searched. */
  readonly namespace?: string;
  /** Only by properties that were prepared for it before the vectors were put. */
  readonly filter?: VectorFilter;
}

/** A vector near the one asked for; the nearer, the greater its score (cosine, 1 at most). */
export interface VectorMatch {
  readonly id: string;
  readonly score: number;
  readonly namespace?: string;
  readonly metadata?: VectorMetadata;
}

/** What an index is for; neither can be changed afterwards, but properties can be added. */
export interface VectorIndex {
  readonly dimensions: number;
  readonly filterable: Readonly<Record<string, 'string' | 'number' | 'boolean'>>;
}

/**
 * Vectors, found by their nearness. What was changed is seen after a while: on Vectorize half a minute, rarely two.
 * Everything throws `UnavailableError`, and `invalid` for what Vectorize never takes (docs/storage.md).
 */
export abstract class Vectorize {
  /** What is behind it, for `/health/ready`. */
  abstract readonly adapter: string;

  /** Makes the index if it is not there; throws `conflict` when it was made for other dimensions. May be done again. */
  abstract prepare(index: VectorIndex): Promise<void>;
  abstract upsert(vectors: readonly StoredVector[]): Promise<void>;
  abstract query(query: VectorQuery): Promise<readonly VectorMatch[]>;
  /** In no order; what is absent is not among them. */
  abstract get(ids: readonly string[]): Promise<readonly StoredVector[]>;
  /** Deleting what is not there is no error. */
  abstract delete(ids: readonly string[]): Promise<void>;
  /** Whether it answers; throws `UnavailableError`. */
  abstract ping(): Promise<void>;
}
