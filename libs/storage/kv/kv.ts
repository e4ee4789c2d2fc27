/** What may go with a value: small, and JSON. */
export type KvMetadata = Readonly<Record<string, string | number | boolean | null>>;

/** A value and what was put with it. */
export interface KvEntry {
  readonly value: string;
  readonly metadata?: KvMetadata;
}

/** How long a value is kept, and what goes with it. */
export interface KvOptions {
  /** At least 60; without it the value stays. */
  readonly ttlSeconds?: number;
  readonly metadata?: KvMetadata;
}

/** One of several values put at once. */
export interface KvWrite extends KvOptions {
  readonly key: string;
  readonly value: string;
}

/** A key as a listing shows it. */
export interface KvKey {
  readonly key: string;
  readonly expiresAt?: Date;
  readonly metadata?: KvMetadata;
}

/**
 * A cache that instances share: slow to agree, never a lock, never the only copy. What was put may be seen elsewhere a
 * minute later. Everything throws `UnavailableError`, and `invalid` for what KV never takes (docs/storage.md).
 */
export abstract class Kv {
  /** What is behind it, for `/health/ready`. */
  abstract readonly adapter: string;

  abstract get(key: string): Promise<string | undefined>;
  /** Values with their metadata; what is absent is not in the map. */
  abstract getMany(keys: readonly string[]): Promise<ReadonlyMap<string, KvEntry>>;
  abstract put(key: string, value: string, options?: KvOptions): Promise<void>;
  abstract putMany(writes: readonly KvWrite[]): Promise<void>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
  abstract deleteMany(keys: readonly string[]): Promise<void>;
  /** All keys that begin with `prefix`, in the order of their bytes. */
  abstract keys(prefix: string): AsyncIterable<KvKey>;
  /** Whether it answers; throws `UnavailableError`. */
  abstract ping(): Promise<void>;
}
