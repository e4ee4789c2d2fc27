import { AppError } from '#core';
import type { StoredVector, VectorIndex, VectorQuery } from './vectorize.ts';

const DIMENSIONS = 1536;
const ID_BYTES = 64;
const METADATA_BYTES = 10 * 1024;
const FILTER_BYTES = 2048;
const FILTER_TEXT_BYTES = 64;
const TOP_K = 50;
const FILTERABLE = 10;

/** Throws `invalid` for an index Vectorize does not make. */
export function checkIndex({ dimensions, filterable }: VectorIndex): void {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > DIMENSIONS)
    throw refused(`an index has 1 to ${DIMENSIONS} dimensions, not ${dimensions}`);
  if (Object.keys(filterable).length > FILTERABLE) throw refused(`one may filter by ${FILTERABLE} properties at most`);
}

/** Throws `invalid` for a vector Vectorize does not take. */
export function checkVector({ id, values, namespace, metadata }: StoredVector): void {
  checkId(id);
  checkValues(values);
  if (namespace !== undefined) checkNamespace(namespace);
  if (metadata === undefined) return;
  if (bytesOf(metadata) > METADATA_BYTES) throw refused(`metadata has at most ${METADATA_BYTES} bytes as JSON`);
  const odd = Object.keys(metadata).find((key) => key === '' || /[."$]/.test(key));
  if (odd !== undefined) throw refused(`"${odd}" cannot be a property of metadata`);
}

/** Throws `invalid` for a query Vectorize does not take. */
export function checkQuery({ vector, topK, namespace, filter }: VectorQuery): void {
  checkValues(vector);
  if (!Number.isInteger(topK) || topK < 1 || topK > TOP_K) throw refused(`topK is 1 to ${TOP_K}, not ${topK}`);
  if (namespace !== undefined) checkNamespace(namespace);
  if (!filter) return;
  if (bytesOf(filter) >= FILTER_BYTES) throw refused(`a filter has less than ${FILTER_BYTES} bytes as JSON`);
  // of a longer text only the beginning is known to the index
  if (textsIn(filter).some((text) => Buffer.byteLength(text) > FILTER_TEXT_BYTES))
    throw refused(`a text in a filter has at most ${FILTER_TEXT_BYTES} bytes`);
}

/** Throws `invalid` for an id Vectorize does not take. */
export function checkId(id: string): void {
  const bytes = Buffer.byteLength(id);
  if (bytes < 1 || bytes > ID_BYTES) throw refused(`an id has 1 to ${ID_BYTES} bytes, this one has ${bytes}`);
}

function checkNamespace(namespace: string): void {
  const bytes = Buffer.byteLength(namespace);
  if (bytes < 1 || bytes > ID_BYTES) throw refused(`a namespace has 1 to ${ID_BYTES} bytes, this one has ${bytes}`);
}

function checkValues(values: readonly number[]): void {
  if (values.length < 1 || values.length > DIMENSIONS) throw refused(`a vector has 1 to ${DIMENSIONS} dimensions`);
  if (!values.every((value) => Number.isFinite(Math.fround(value)))) throw refused('a vector is made of numbers');
  // it points nowhere, so that nothing is near it
  if (values.every((value) => Math.fround(value) === 0)) throw refused('a vector cannot be all zeros');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function refused(why: string): AppError {
  return new AppError('invalid', `The vector index does not take this: ${why}`);
}
