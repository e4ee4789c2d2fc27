import { SqlError } from '../embedded/sql-error.ts';

/** An answer that is an error, in the words and with the status PostgREST gives. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly details: string | null;
  readonly hint: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: string | null; hint?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? null;
    this.hint = more.hint ?? null;
  }
}

/** PostgREST can do this, the embedded database does not: said plainly instead of answered wrongly. */
export function unsupported(what: string): Problem {
  return new Problem(501, 'EMBEDDED501', `the embedded database does not support ${what}`);
}

/** A request PostgREST would not understand either. */
export function unparsable(what: string, text: string): Problem {
  return new Problem(400, 'PGRST100', `"failed to parse ${what} (${text})"`);
}

/** The status PostgREST gives an error of PostgreSQL; `anonymous` is whether nobody has signed in. */
export function problemOf(error: unknown, anonymous: boolean): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof SqlError))
    return new Problem(500, 'XX000', error instanceof Error ? error.message : String(error));
  const { code, message, detail, hint } = error;
  return new Problem(statusOf(code, anonymous), code, message, { details: detail, hint });
}

function statusOf(code: string, anonymous: boolean): number {
  const own = /^PT(\d{3})$/.exec(code)?.[1];
  if (own) return Number(own);
  if (code === '42501') return anonymous ? 401 : 403;
  return EXACT[code] ?? CLASSES.find(([start]) => code.startsWith(start))?.[1] ?? 400;
}

const EXACT: Readonly<Record<string, number>> = {
  '23503': 409,
  '23505': 409,
  '25006': 405,
  '21000': 400,
  '22023': 400,
  '42883': 404,
  '42P01': 404,
  P0001: 400,
};

const CLASSES: readonly (readonly [string, number])[] = [
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['53', 503],
  ['54', 413],
  ['55', 500],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0', 500],
  ['XX', 500],
];
