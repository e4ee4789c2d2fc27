import { fail, failOf } from './bindings/answer.ts';
import { kvPaths } from './bindings/kv.ts';
import { r2Paths } from './bindings/r2.ts';
import type { Bindings, RestPath } from './bindings/rest-path.ts';
import { vectorizePaths } from './bindings/vectorize.ts';

export type { Bindings };

const ACCOUNT = /^\/client\/v4\/accounts\/[^/]+(\/.*)$/;
const PATHS: readonly RestPath[] = [...kvPaths, ...r2Paths, ...vectorizePaths];

/**
 * Answers the part of Cloudflare's REST API that the product uses from native bindings: no token, no cap on calls, no
 * network. Only our own container can reach it, so the account and names in a path are not looked at: there is one of each.
 */
export async function restToBindings(request: Request, env: Bindings): Promise<Response> {
  const { pathname, searchParams: query } = new URL(request.url);
  const [, rest] = ACCOUNT.exec(pathname) ?? [];
  if (rest === undefined) return fail(404, 7003, `Could not route to ${pathname}`);
  const known = PATHS.filter(({ path }) => path.test(rest));
  const operation = known.find(({ method }) => method === request.method);
  if (!operation) {
    return known.length > 0
      ? fail(405, 10405, `${request.method} is not answered from bindings`)
      : fail(404, 7003, `Could not route to ${pathname}`);
  }
  try {
    const parts = (operation.path.exec(rest) ?? []).slice(1).map((part) => decodeURIComponent(part));
    return await operation.answer({ request, query, parts }, env);
  } catch (error) {
    return failOf(error);
  }
}
