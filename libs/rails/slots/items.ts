import type { Item } from '#core';
import type { Language } from '../language/language.ts';
import { fold } from '../text/tokens.ts';

const QUOTED = /^["“”«]([^"“”«»]+)["“”»]$/u;
const NUMERAL = /^(?:\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?|\d+\/\d+|\d+\s\d+\/\d+|½|¼|¾)x?$/u;
const GLUED = /^(\d+(?:[.,]\d+)?)([a-z]+)$/u;
const BULLET = /^\s*(?:[-*•·]|\d+[.)]|\[[ x]?\])\s+/u;

/** Splits "eggs, 2 boxes of 3/8 bolts and butter" into its things; what stands in quotes stays whole. */
export function readItems(text: string, language: Language): Item[] {
  return splitItems(text, language)
    .map((part) => readItem(part, language))
    .filter((item) => item.text !== '');
}

function splitItems(text: string, language: Language): string[] {
  const held: string[] = [];
  const safe = text.replace(/["“«][^"“”«»]+["”»]/gu, (quoted) => `\uE000${held.push(quoted) - 1}\uE001`);
  const parts = safe
    .split(/[,;\n]+(?!\d)|(?<!\d),(?=\d+\s)|,(?!\d{3}\s)(?=\d+\s)/u)
    .flatMap((part) => splitAnd(part.replace(BULLET, ''), language));
  return parts
    .map((part) => part.replace(/\uE000(\d+)\uE001/gu, (_, index: string) => held[Number(index)] ?? '').trim())
    .filter(Boolean);
}

function splitAnd(part: string, language: Language): string[] {
  const words = part.trim().split(/\s+/u);
  const out: string[][] = [[]];
  for (let i = 0; i < words.length; i++) {
    const joiner = joinerAt(words, i, language);
    if (joiner === 0) out.at(-1)?.push(words[i] ?? '');
    else {
      i += joiner - 1;
      out.push([]);
    }
  }
  return out.map((run) => run.join(' ')).filter(Boolean);
}

function joinerAt(words: readonly string[], at: number, language: Language): number {
  for (const joiner of language.and) {
    const parts = joiner.split(' ');
    // "l, m, n": alone it is a thing
    const isAlone = parts.length === words.length && joiner.length === 1;
    if (!isAlone && parts.every((part, i) => fold(words[at + i] ?? '') === part)) return parts.length;
  }
  return 0;
}

function readItem(part: string, language: Language): Item {
  const quoted = QUOTED.exec(part);
  if (quoted?.[1]) return { text: quoted[1].trim() };
  const words = withoutArticle(
    part
      .replace(/[.!?…]+$/u, '')
      .trim()
      .split(/\s+/u),
    language,
  );
  const first = words[0] ?? '';
  const glued = GLUED.exec(fold(first));
  if (glued?.[1] && glued[2] && words.length > 1 && language.units.includes(glued[2])) {
    return rest(words.slice(1), language, glued[1], first.slice(glued[1].length));
  }
  if (!isQuantity(first, language) || words.length < 2) return { text: clean(words) };
  return afterQuantity(words, language);
}

function afterQuantity(words: readonly string[], language: Language): Item {
  const fraction =
    /^\d+$/u.test(words[0] ?? '') &&
    /^\d+\/\d+$/u.test(words[1] ?? '') &&
    words.length > 2 &&
    language.units.includes(fold(words[2] ?? ''));
  const count = fraction ? 2 : 1;
  const quantity = words.slice(0, count).join(' ').replace(/x$/u, '');
  const unit = words[count] ?? '';
  if (language.units.includes(fold(unit)) && words.length > count + 1)
    return rest(words.slice(count + 1), language, quantity, unit);
  return rest(words.slice(count), language, quantity);
}

function rest(words: readonly string[], language: Language, quantity: string, unit?: string): Item {
  const skipped =
    words.length > 1 && (language.of.includes(fold(words[0] ?? '')) || language.more.includes(fold(words[0] ?? '')));
  const after = skipped ? words.slice(1) : words;
  return { text: clean(after), quantity, ...(unit && { unit }) };
}

function clean(words: readonly string[]): string {
  return words
    .join(' ')
    .replace(/^["'“”«]+|["'“”»]+$/gu, '')
    .trim();
}

function withoutArticle(words: readonly string[], language: Language): readonly string[] {
  const second = fold(words[1] ?? '');
  if (words.length < 2 || !language.articles.includes(fold(words[0] ?? ''))) return words;
  return second === '' ? words : withoutArticle(words.slice(1), language);
}

function isQuantity(word: string, language: Language): boolean {
  return NUMERAL.test(word) || Object.hasOwn(language.numbers, fold(word));
}
