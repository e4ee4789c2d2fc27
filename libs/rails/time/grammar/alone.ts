import { type Lexemes } from '../language/lexer.ts';

const INFINITIVE = /^\p{L}+(?:ar|er|ir)(?:me|nos|se|l[aeo]s?)?$/u;

/** The 7 of "a las 7": an hour, never a day of the month. */
export function isSpanishHour(words: Lexemes, number: number): boolean {
  return words.lexicon.vocabulary.language === 'es' && words.is(number - 1, 'at');
}

/** Nothing is counted or named by the number: it ends the clause, or a small word follows. */
export function standsAlone(words: Lexemes, number: number, next: number): boolean {
  if (words.is(number - 1, 'label', 'amount') || words.at(number - 1).word === '#') return false;
  const after = words.at(next);
  if (isSpanishHour(words, number) && INFINITIVE.test(after.word)) return true;
  if (!words.has(next) || after.broken) return true;
  if (after.roles.has('amount') || (/^[-–/:]$/.test(after.word) && after.glued)) return false;
  if (/^[^\p{L}\p{N}]/u.test(after.word)) return after.word !== '#' || !after.glued;
  return (
    words.is(next, 'stop', 'at', 'by', 'until', 'starting') ||
    Boolean(after.part ?? after.weekday ?? after.everyWeekday ?? after.month ?? after.adverb) ||
    after.day !== undefined
  );
}
