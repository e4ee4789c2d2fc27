import type { Session } from '../embedded/session.pglite.ts';
import { problemAnswer } from './answer.ts';
import { Authentication, type Claims, type Keys } from './auth.ts';
import { call } from './call.ts';
import { Problem, problemOf, unsupported } from './problem.ts';
import { read } from './read.ts';
import { readRequest, type RestRequest } from './request.ts';
import { SchemaCache } from './catalog/schema.ts';
import { insert, remove, update } from './write.ts';

/** Makes a `fetch` that answers as PostgREST would, from a database in this process. */
export function makeRestFetch(session: Session, keys: Keys): typeof fetch {
  const cache = new SchemaCache(session);
  const authentication = new Authentication(keys);
  return async (input, init) => {
    let claims: Claims | undefined;
    try {
      const request = await readRequest(input, init);
      claims = authentication.claims(request.headers);
      return await route(request, { session, cache, request, claims });
    } catch (error) {
      if (isAbort(error)) throw error;
      return problemAnswer(problemOf(error, claims?.role === 'anon'));
    }
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

function route({ method, path }: RestRequest, exchange: Parameters<typeof read>[0]): Promise<Response> {
  const [name = '', routine, ...more] = path;
  if (name === 'rpc' && routine && more.length === 0) return call(exchange, routine);
  if (name === '') throw unsupported('the OpenAPI description');
  if (routine !== undefined) throw new Problem(404, 'PGRST117', 'Unsupported path');
  switch (method) {
    case 'POST':
      return insert(exchange, name);
    case 'PATCH':
      return update(exchange, name);
    case 'DELETE':
      return remove(exchange, name);
    default:
      return read(exchange, name);
  }
}
