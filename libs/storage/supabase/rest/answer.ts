import type { Row } from '../embedded/session.pglite.ts';
import { Problem } from './problem.ts';
import type { Accept, RestRequest } from './request.ts';
import type { RowsSql } from './sql/rows.ts';

/** What the database gives back for a request: one row of these, as text. */
export interface Result {
  readonly total: number | undefined;
  readonly count: number;
  readonly body: string;
  readonly extra: string | null;
}

export function resultOf([total, count, body, extra]: Row): Result {
  return {
    total: total ? Number(total) : undefined,
    count: Number(count ?? 0),
    body: body ?? '',
    extra: extra ?? null,
  };
}

export interface AnswerOptions {
  /** One object instead of an array. */
  readonly one?: boolean;
  /** SQL of one more value that is wanted back. */
  readonly extra?: string;
}

/** Wraps rows so that PostgreSQL itself writes the JSON and counts. */
export function answerSql(
  { rows, total }: RowsSql,
  { accept, prefer, method }: RestRequest,
  options: AnswerOptions = {},
): string {
  const { one = accept.single, extra = 'null' } = options;
  const array = one ? `coalesce(json_agg(z)->0, 'null')` : `coalesce(json_agg(z), '[]')`;
  const json = accept.stripNulls ? `json_strip_nulls(${array})` : array;
  const body = method === 'HEAD' ? `''` : `${json}::text`;
  return `select ${prefer.count ? `(${total})::text` : 'null'}, count(z)::text, ${body}, ${extra} from (${rows}) z`;
}

export function notSingle(accept: Accept, { count }: Result): Problem | undefined {
  if (!accept.single || count === 1) return undefined;
  return new Problem(406, 'PGRST116', 'Cannot coerce the result to a single JSON object', {
    details: `The result contains ${count} rows`,
  });
}

/** The answer to a read: what part of all the rows it is shows in its status and its range. */
export function rangeAnswer({ accept, method }: RestRequest, offset: number, { total, count, body }: Result): Response {
  if (total !== undefined && offset > total) {
    throw new Problem(416, 'PGRST103', 'Requested range not satisfiable', {
      details: `An offset of ${offset} was requested, but there are only ${total} rows.`,
    });
  }
  const status = total !== undefined && count < total ? 206 : 200;
  return jsonAnswer(status, method === 'HEAD' ? null : body, rangeOf(offset, count, total), accept);
}

export function rangeOf(offset: number, count: number, total: number | undefined): string {
  return `${count === 0 ? '*' : `${offset}-${offset + count - 1}`}/${total ?? '*'}`;
}

export function jsonAnswer(status: number, body: string | null, range: string, accept: Accept): Response {
  const type = `${typeOf(accept)}; charset=utf-8`;
  return new Response(body, { status, headers: { 'content-type': type, 'content-range': range } });
}

function typeOf({ single, stripNulls }: Accept): string {
  if (stripNulls) return `application/vnd.pgrst.${single ? 'object' : 'array'}+json;nulls=stripped`;
  return single ? 'application/vnd.pgrst.object+json' : 'application/json';
}

export function problemAnswer({ status, code, message, details, hint }: Problem): Response {
  return new Response(JSON.stringify({ code, message, details, hint }), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
