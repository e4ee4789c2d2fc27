import { LEXICONS } from './lexicons.ts';
import { tokenise, type Token } from './text/tokens.ts';

type Code = (typeof LEXICONS)[number]['language']['code'];

/** Words that are said in one language and never in the other. */
const OWN = LEXICONS.map(({ language, vocabulary }) => {
  const others = LEXICONS.filter((one) => one.language.code !== language.code);
  const isOwn = (word: string) =>
    /^[a-z']{2,}$/u.test(word) && !others.some((one) => one.vocabulary.has(word) || one.language.small.includes(word));
  return {
    code: language.code,
    small: new Set(language.small),
    greetings: new Set(language.greetings),
    words: new Set([...vocabulary].filter(isOwn)),
  };
});

/** Letters and marks that only Spanish has. */
const SPANISH_MARKS = /[ñ¿¡]/iu;
const ENOUGH = 2;
const SHORT = 2;

/** The language a message is clearly in: by its small words, which count twice, and by the words of our own vocabulary. */
export function spokenIn(text: string): Code | undefined {
  const tokens = tokenise(text.replace(/^\s*\/\S+/u, '')).filter(({ norm }) => /^[a-z']+$/u.test(norm));
  const heard = OWN.map(({ code, small, words, greetings }) => ({
    code,
    smalls: tokens.filter(({ norm }) => small.has(norm)).length,
    greets: tokens.some(({ norm }) => greetings.has(norm)),
    weight:
      tokens.reduce((sum, { norm }) => sum + (small.has(norm) ? 2 : words.has(norm) ? 1 : 0), 0) +
      (code === 'es' && SPANISH_MARKS.test(text) ? 1 : 0),
  })).sort((a, b) => b.weight - a.weight);
  const [first, second] = heard;
  const lead = (first?.weight ?? 0) - (second?.weight ?? 0);
  // "agrega tornillos a groceries": names and things may be in any language
  if (first && (lead >= ENOUGH || (lead > 0 && first.smalls > 0 && second?.smalls === 0))) return first.code;
  return inShort(tokens, heard);
}

/** "hola", "gracias", "sí": a word or two that tell by themselves. */
function inShort(
  tokens: readonly Token[],
  heard: readonly { code: Code; greets: boolean; weight: number }[],
): Code | undefined {
  if (tokens.length > SHORT) return undefined;
  const [only, ...others] = heard.filter(({ greets }) => greets);
  return only && others.length === 0 && heard.every(({ code, weight }) => code === only.code || weight === 0)
    ? only.code
    : undefined;
}
