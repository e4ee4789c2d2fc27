import { randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new API key: 190 bits that cannot be guessed, behind a prefix by which secret scanners know it. */
export function newSecret(): string {
  return `flrts_${Array.from({ length: 32 }, () => BASE62[randomInt(BASE62.length)]).join('')}`;
}
