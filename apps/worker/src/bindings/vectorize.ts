import type { Vectorize, VectorizeQueryOptions, VectorizeVector } from '@cloudflare/workers-types';
import { fail, jsonOf, ok } from './answer.ts';
import type { Bindings, RestCall, RestPath } from './rest-path.ts';

const INDEX = '/vectorize/v2/indexes/[^/]+';
/** A binding takes fewer vectors at once than the REST API does. */
const AT_ONCE = 1000;

/** Vectorize's REST paths for vectors. Indexes are made with a token (`npm run provision`): a binding cannot. */
export const vectorizePaths: readonly RestPath[] = [
  { method: 'GET', path: new RegExp(`^${INDEX}/info$`), answer: withIndex(info) },
  { method: 'POST', path: new RegExp(`^${INDEX}/upsert$`), answer: withIndex(upsert) },
  { method: 'POST', path: new RegExp(`^${INDEX}/query$`), answer: withIndex(query) },
  { method: 'POST', path: new RegExp(`^${INDEX}/get_by_ids$`), answer: withIndex(read) },
  { method: 'POST', path: new RegExp(`^${INDEX}/delete_by_ids$`), answer: withIndex(remove) },
];

function withIndex(answer: (index: Vectorize, call: RestCall) => Promise<Response>): RestPath['answer'] {
  return async (call, { INDEX: index }: Bindings) =>
    index ? answer(index, call) : fail(404, 3000, 'vectorize.index.not_found');
}

async function info(index: Vectorize): Promise<Response> {
  return ok(await index.describe());
}

async function upsert(index: Vectorize, { request }: RestCall): Promise<Response> {
  const lines = (await request.text()).split('\n').filter((line) => line.trim() !== '');
  const vectors = lines.map((line) => JSON.parse(line) as VectorizeVector); // checked by the index itself
  let mutationId: string | undefined;
  for (let at = 0; at < vectors.length; at += AT_ONCE) {
    ({ mutationId } = await index.upsert(vectors.slice(at, at + AT_ONCE)));
  }
  return ok({ mutationId });
}

async function query(index: Vectorize, { request }: RestCall): Promise<Response> {
  const { vector, ...options } = await jsonOf<VectorizeQueryOptions & { vector: number[] }>(request);
  return ok(await index.query(vector, options));
}

async function read(index: Vectorize, { request }: RestCall): Promise<Response> {
  return ok(await index.getByIds((await jsonOf<{ ids: string[] }>(request)).ids));
}

async function remove(index: Vectorize, { request }: RestCall): Promise<Response> {
  return ok(await index.deleteByIds((await jsonOf<{ ids: string[] }>(request)).ids));
}
