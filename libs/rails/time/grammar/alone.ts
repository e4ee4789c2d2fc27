import { type Lexemes } from '../language/lexer.ts';

/** Nothing is counted or named by the number: it ends the clause, or a small word follows. */
export function standsAlone(words: Lexemes, number: number, next: number): boolean {
  if (words.is(number - 1, 'label', 'amount') || words.at(number - 1).word === '#') return false;
  const after = words.at(next);
  if (!words.has(next) || after.broken) return true;
  if (after.roles.has('amount') || (/^[-–/:]$/.test(after.word) && after.glued)) return false;
  if (/^[^\p{L}\p{N}]/u.test(after.word)) return after.word !== '#' || !after.glued;
  return (
    words.is(next, 'stop', 'at', 'by', 'until', 'starting') ||
    Boolean(after.part ?? after.weekday ?? after.everyWeekday ?? after.month ?? after.adverb) ||
    after.day !== undefined
  );
}
