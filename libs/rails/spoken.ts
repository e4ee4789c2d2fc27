import { tokenise } from './text/tokens.ts';
import { LEXICONS } from './router.ts';

/** Words that are said in one language and never in the other. */
const OWN = LEXICONS.map(({ language, vocabulary }) => {
  const others = LEXICONS.filter((one) => one.language.code !== language.code);
  return {
    code: language.code,
    words: new Set(
      [...vocabulary].filter((word) => /^[a-z']{2,}$/u.test(word) && !others.some((one) => one.vocabulary.has(word))),
    ),
  };
});
const ENOUGH = 2;

/** The language a message is clearly in: two words of it, and none of another. */
export function spokenIn(text: string): 'en' | 'es' | undefined {
  const tokens = tokenise(text.replace(/^\s*\/\S+/u, ''));
  const counts = OWN.map(({ code, words }) => ({ code, count: tokens.filter(({ norm }) => words.has(norm)).length }));
  const heard = counts.filter(({ count }) => count > 0);
  const [only] = heard;
  if (!only || heard.length > 1) return undefined;
  return only.count >= ENOUGH ? only.code : undefined;
}
