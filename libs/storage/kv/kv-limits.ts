import { AppError } from '#core';
import type { KvOptions, KvWrite } from './kv.ts';

const KEY_BYTES = 512;
const VALUE_BYTES = 25 * 1024 * 1024;
const METADATA_BYTES = 1024;
const SHORTEST_TTL_SECONDS = 60;

/** Throws `invalid` for a key KV does not take. */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes === 0 || bytes > KEY_BYTES) throw refused(`a key has 1 to ${KEY_BYTES} bytes, this one has ${bytes}`);
  if (key === '.' || key === '..') throw refused(`"${key}" cannot be a key`);
}

/** Throws `invalid` for a value, a TTL or metadata KV does not take. */
export function checkWrite({ key, value, ttlSeconds, metadata }: KvWrite): void {
  checkKey(key);
  const bytes = Buffer.byteLength(value);
  if (bytes > VALUE_BYTES) throw refused(`a value has at most 25 MiB, this one has ${bytes} bytes`);
  if (ttlSeconds !== undefined && !(Number.isInteger(ttlSeconds) && ttlSeconds >= SHORTEST_TTL_SECONDS))
    throw refused(`a value is kept for ${SHORTEST_TTL_SECONDS} whole seconds or longer, not for ${ttlSeconds}`);
  if (metadata && Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES)
    throw refused(`metadata has at most ${METADATA_BYTES} bytes as JSON`);
}

/** The write of one value. */
export function writeOf(key: string, value: string, options: KvOptions = {}): KvWrite {
  return { ...options, key, value };
}

function refused(why: string): AppError {
  return new AppError('invalid', `The cache does not take this: ${why}`);
}
