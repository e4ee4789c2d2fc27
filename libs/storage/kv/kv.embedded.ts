import { type Clock, SystemClock } from '#core';
import { Kv, type KvEntry, type KvKey, type KvOptions, type KvWrite } from './kv.ts';
import { checkKey, checkWrite, writeOf } from './kv-limits.ts';

/** It is a cache: beyond this the oldest make room. */
const MOST_ENTRIES = 10_000;
const MOST_CHARACTERS = 32 * 1024 * 1024;

interface Kept extends KvEntry {
  readonly expiresAt: number;
}

/** In this process's memory, with KV's refusals; gone with the process. */
export class EmbeddedKv extends Kv {
  readonly adapter = 'embedded (memory)';
  readonly #kept = new Map<string, Kept>();
  #characters = 0;

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
  }

  async get(key: string): Promise<string | undefined> {
    checkKey(key);
    return this.#live(key)?.value;
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, KvEntry>> {
    for (const key of keys) checkKey(key);
    const found = keys.flatMap((key): [string, KvEntry][] => {
      const entry = this.#live(key);
      return entry ? [[key, entryOf(entry)]] : [];
    });
    return new Map(found);
  }

  async put(key: string, value: string, options?: KvOptions): Promise<void> {
    await this.putMany([writeOf(key, value, options)]);
  }

  async putMany(writes: readonly KvWrite[]): Promise<void> {
    for (const write of writes) checkWrite(write);
    for (const { key, value, ttlSeconds, metadata } of writes) {
      this.#drop(key);
      const expiresAt = ttlSeconds === undefined ? Infinity : this.#now() + ttlSeconds * 1000;
      this.#kept.set(key, { value, expiresAt, ...(metadata ? { metadata: structuredClone(metadata) } : {}) });
      this.#characters += value.length;
    }
    this.#makeRoom();
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    this.#drop(key);
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    for (const key of keys) checkKey(key);
    for (const key of keys) this.#drop(key);
  }

  async *keys(prefix: string): AsyncIterable<KvKey> {
    const keys = [...this.#kept.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
      const entry = this.#live(key);
      if (entry) yield keyOf(key, entry);
    }
  }

  async ping(): Promise<void> {}

  #live(key: string): Kept | undefined {
    const entry = this.#kept.get(key);
    if (!entry || entry.expiresAt > this.#now()) return entry;
    this.#drop(key);
    return undefined;
  }

  /** What has expired goes first, then what was put first. */
  #makeRoom(): void {
    if (!this.#isFull()) return;
    for (const key of this.#kept.keys()) this.#live(key);
    for (const key of this.#kept.keys()) {
      if (!this.#isFull()) return;
      this.#drop(key);
    }
  }

  #isFull(): boolean {
    return this.#kept.size > MOST_ENTRIES || (this.#characters > MOST_CHARACTERS && this.#kept.size > 1);
  }

  #drop(key: string): void {
    this.#characters -= this.#kept.get(key)?.value.length ?? 0;
    this.#kept.delete(key);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

function entryOf({ value, metadata }: Kept): KvEntry {
  return metadata ? { value, metadata: structuredClone(metadata) } : { value };
}

function keyOf(key: string, { expiresAt, metadata }: Kept): KvKey {
  return {
    key,
    ...(expiresAt < Infinity ? { expiresAt: new Date(expiresAt) } : {}),
    ...(metadata ? { metadata: structuredClone(metadata) } : {}),
  };
}
