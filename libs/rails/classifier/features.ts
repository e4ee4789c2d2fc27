import type { Token } from '../text/tokens.ts';

/** Buckets features are hashed into; a power of two. */
export const BUCKETS = 1 << 14;

const MOST_FEATURES = 600;

/** Word 1- and 2-grams and character 3- and 4-grams of a text, as buckets; each once. */
export function featuresOf(tokens: readonly Token[]): Uint16Array {
  const buckets = new Set<number>();
  let before = '<';
  for (const token of tokens) {
    const word = shape(token.norm);
    if (word === '-') continue;
    buckets.add(hash('w', word));
    buckets.add(hash('b', `${before} ${word}`));
    addCharacters(buckets, word);
    before = word;
    if (buckets.size > MOST_FEATURES) break;
  }
  buckets.add(hash('b', `${before} >`));
  return Uint16Array.from(buckets);
}

/** Numbers, mentions and times look alike whatever their value. */
function shape(norm: string): string {
  if (norm.startsWith('@')) return '@';
  if (/^#?\d+$/u.test(norm)) return norm.length > 3 ? '00' : '0';
  return norm.replace(/\d/gu, '0').slice(0, 24);
}

function addCharacters(buckets: Set<number>, word: string): void {
  const padded = `_${word}_`;
  for (const size of [3, 4])
    for (let i = 0; i + size <= padded.length; i++) buckets.add(hash('c', padded, i, i + size));
}

/** FNV-1a. */
function hash(kind: string, text: string, from = 0, to = text.length): number {
  let value = (0x811c9dc5 ^ kind.charCodeAt(0)) >>> 0;
  for (let i = from; i < to; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return ((value >>> 15) ^ value) & (BUCKETS - 1);
}
