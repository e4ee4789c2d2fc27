import type { Language } from '../language/language.ts';
import type { Token } from './tokens.ts';

/** "task forty two" with the number in digits; undefined when no record's number is said in words. */
export function inDigits(tokens: readonly Token[], language: Language): readonly Token[] | undefined {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const first = language.refNouns.includes(tokens[i - 1]?.norm ?? '') ? valueOf(token, language) : undefined;
    if (first === undefined) {
      out.push(token);
      continue;
    }
    const next = tokens[i + 1];
    const second = next && first >= 20 && first % 10 === 0 ? valueOf(next, language) : undefined;
    const both = next !== undefined && second !== undefined && second < 10;
    out.push({
      ...token,
      norm: String(both ? first + second : first),
      ...(both && { end: next.end, after: next.after }),
    });
    if (both) i++;
  }
  return out.some((token, i) => token !== tokens[i]) ? out : undefined;
}

function valueOf({ norm }: Token, { numbers }: Language): number | undefined {
  const digits = Object.hasOwn(numbers, norm) ? numbers[norm] : undefined;
  return digits !== undefined && /^\d+$/u.test(digits) ? Number(digits) : undefined;
}
