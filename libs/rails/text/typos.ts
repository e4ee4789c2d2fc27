import { tolerance, within } from './distance.ts';
import type { Token } from './tokens.ts';

/** Words one typing error away from a command word, read as that word; undefined when there are none. */
export function corrected(
  tokens: readonly Token[],
  keywords: readonly string[],
  vocabulary: ReadonlySet<string>,
): readonly Token[] | undefined {
  let changed = false;
  const out = tokens.map((token) => {
    const meant = vocabulary.has(token.norm) ? undefined : meantBy(token.norm, keywords);
    if (meant === undefined) return token;
    changed = true;
    return { ...token, norm: meant };
  });
  return changed ? out : undefined;
}

/** Whether a word is long enough to carry a typing error. */
export function mayBeSlip(word: string): boolean {
  return tolerance(word.length) > 0;
}

function meantBy(word: string, keywords: readonly string[]): string | undefined {
  if (!mayBeSlip(word) || !/^\p{L}+$/u.test(word)) return undefined;
  return keywords.find(
    (keyword) => keyword.length >= 5 && keyword[0] === word[0] && !isForm(keyword, word) && within(keyword, word, 1),
  );
}

/** "reminds" is "remind" in another form, not mistyped. */
function isForm(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
