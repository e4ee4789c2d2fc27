import { AppError } from '#core';
import { DatabaseError, rpc, SupabaseBackend } from '#storage/supabase';
import { type StoredVector, type VectorIndex, type VectorMatch, type VectorQuery, Vectorize } from './vectorize.ts';
import { checkId, checkIndex, checkQuery, checkVector } from './vectorize-limits.ts';

const AT_ONCE = 200;

/** In the database with the records, found by an exact scan: what a few ten thousand vectors need. */
export class EmbeddedVectorize extends Vectorize {
  constructor(private readonly backend: SupabaseBackend) {
    super();
  }

  get adapter(): string {
    return `exact scan (${this.backend.adapter})`;
  }

  async prepare(index: VectorIndex): Promise<void> {
    checkIndex(index);
    await this.#ask('prepare_vectors', { p: index });
  }

  async upsert(vectors: readonly StoredVector[]): Promise<void> {
    for (const vector of vectors) checkVector(vector);
    for (let at = 0; at < vectors.length; at += AT_ONCE)
      await this.#ask('upsert_vectors', { p: vectors.slice(at, at + AT_ONCE) });
  }

  async query(query: VectorQuery): Promise<readonly VectorMatch[]> {
    checkQuery(query);
    return this.#ask('query_vectors', { p: query });
  }

  async get(ids: readonly string[]): Promise<readonly StoredVector[]> {
    for (const id of ids) checkId(id);
    return this.#ask('get_vectors', { p_ids: ids });
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) checkId(id);
    await this.#ask('delete_vectors', { p_ids: ids });
  }

  ping(): Promise<void> {
    return this.backend.ping();
  }

  async #ask<T>(name: string, args: object): Promise<T> {
    try {
      return await rpc<T>(this.backend.client, name, args);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      if (error.code === 'PT409') throw new AppError('conflict', error.message, { cause: error });
      if (/^PT4\d\d$/.test(error.code)) throw new AppError('invalid', error.message, { cause: error });
      throw error;
    }
  }
}
