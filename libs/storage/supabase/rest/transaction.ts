import type { Objection, Row, Session, Statement } from '../embedded/session.pglite.ts';
import type { Claims } from './auth.ts';
import type { RestRequest } from './request.ts';

/** What one request runs, and as whom. */
export interface Work {
  readonly request: RestRequest;
  readonly claims: Claims;
  readonly statement: Statement;
  readonly readOnly: boolean;
  /** Says why the outcome must be undone. */
  readonly objection?: Objection | undefined;
}

const CONTEXT = `select set_config('search_path', '"public", "public", "extensions"', true), set_config('request.jwt.claims', $1, true), set_config('request.method', $2, true), set_config('request.path', $3, true), set_config('request.headers', $4, true), set_config('transaction_read_only', $5, true), set_config('role', $6, true)`;

/** Runs one statement in its own transaction, under the role and settings PostgREST would give it. */
export async function runAs(session: Session, work: Work): Promise<Row> {
  const { request, claims, statement, readOnly, objection } = work;
  const headers = JSON.stringify(Object.fromEntries(request.headers));
  const values = [
    claims.json,
    request.method,
    `/${request.path.join('/')}`,
    headers,
    readOnly ? 'on' : 'off',
    claims.role,
  ];
  const statements = [{ sql: CONTEXT, values }, statement];
  const rows = objection
    ? await session.transactionUnless(objection, claims.role, statements, request.signal)
    : await session.transaction(claims.role, statements, request);
  return rows[0] ?? [];
}
