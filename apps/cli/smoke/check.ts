import { type Answer, json } from './site.ts';

/** One thing looked at, and what was seen. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly ms: number;
  readonly ok: boolean;
}

/** Met by one of these statuses, and by what the body must hold. */
export function statusOf(
  what: string,
  answer: Answer,
  expected: readonly number[],
  holds?: { readonly word: string; readonly in: (answer: Answer) => boolean },
): Check {
  const right = expected.includes(answer.status);
  const held = !right || !holds || holds.in(answer);
  const detail = right ? `without ${holds?.word}` : detailOf(answer);
  return {
    what,
    expected: expected.join(' or ') + (holds ? `, ${holds.word}` : ''),
    got: right && held ? String(answer.status) : `${answer.status || 'no answer'} ${detail}`.trim(),
    ms: answer.ms,
    ok: right && held,
  };
}

function detailOf(answer: Answer): string {
  const { detail } = json(answer);
  return (typeof detail === 'string' ? detail : answer.text).replaceAll(/\s+/g, ' ').slice(0, 160);
}

/** A line of the table. */
export function line({ what, expected, got, ms, ok }: Check): string {
  const took = `${ms.toFixed(0).padStart(5)} ms`;
  return `${ok ? '  ok  ' : 'FAILED'} ${took}  ${what.padEnd(58)} ${ok ? got : `expected ${expected}, got ${got}`}`;
}
