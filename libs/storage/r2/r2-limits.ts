import { AppError } from '#core';

const KEY_BYTES = 1024;
/** The REST API's limit for one upload. */
const OBJECT_BYTES = 300 * 1000 * 1000;
const WEEK_SECONDS = 7 * 24 * 3600;

/** Throws `invalid` for a key R2 does not take, or which a path could not carry. */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes === 0 || bytes > KEY_BYTES) throw refused(`a key has 1 to ${KEY_BYTES} bytes, this one has ${bytes}`);
  if (key.split('/').some((part) => part === '' || part === '.' || part === '..') || key.includes('\0'))
    throw refused(`"${key}" cannot be a key`);
}

/** Throws `invalid` for an object R2 does not take. */
export function checkObject(key: string, size: number, type: string): void {
  checkKey(key);
  if (size > OBJECT_BYTES) throw refused(`an object has at most 300 MB, this one has ${size} bytes`);
  if (!/^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:; ?[\x20-\x7e]{1,100})?$/.test(type))
    throw refused(`"${type}" is not a media type`);
}

/** Throws `invalid` for a link that would be good for too long. */
export function checkSeconds(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > WEEK_SECONDS)
    throw refused(`a link is good for 1 to ${WEEK_SECONDS} whole seconds`);
}

function refused(why: string): AppError {
  return new AppError('invalid', `The media store does not take this: ${why}`);
}
