import type { KVNamespace, KVNamespacePutOptions } from '@cloudflare/workers-types';
import { fail, jsonOf, ok } from './answer.ts';
import type { Bindings, RestCall, RestPath } from './rest-path.ts';

const NAMESPACE = '/storage/kv/namespaces/[^/]+';
const KEY_BYTES = 512;
const BULK_GET = 100;

/** One entry of a bulk write. */
interface Written {
  readonly key: string;
  readonly value: string;
  readonly base64?: boolean;
  readonly expiration?: number;
  readonly expiration_ttl?: number;
  readonly metadata?: unknown;
}

/** KV's REST paths: values, metadata, keys and the bulk operations. */
export const kvPaths: readonly RestPath[] = [
  { method: 'GET', path: path('/values/([^/]+)'), answer: withKey(read) },
  { method: 'PUT', path: path('/values/([^/]+)'), answer: withKey(write) },
  { method: 'DELETE', path: path('/values/([^/]+)'), answer: withKey(remove) },
  { method: 'GET', path: path('/metadata/([^/]+)'), answer: withKey(metadata) },
  { method: 'GET', path: path('/keys'), answer: withNamespace(list) },
  { method: 'PUT', path: path('/bulk'), answer: withNamespace(writeMany) },
  { method: 'POST', path: path('/bulk/get'), answer: withNamespace(readMany) },
  { method: 'POST', path: path('/bulk/delete'), answer: withNamespace(removeMany) },
];

function path(rest: string): RegExp {
  return new RegExp(`^${NAMESPACE}${rest}$`);
}

function withNamespace(answer: (kv: KVNamespace, call: RestCall) => Promise<Response>): RestPath['answer'] {
  return async (call, { KV }: Bindings) => (KV ? answer(KV, call) : fail(404, 10013, 'namespace not found'));
}

function withKey(answer: (kv: KVNamespace, key: string, call: RestCall) => Promise<Response>): RestPath['answer'] {
  return withNamespace(async (kv, call) => {
    const [key = ''] = call.parts;
    if (new TextEncoder().encode(key).length > KEY_BYTES) return fail(414, 10030, 'key too long');
    return answer(kv, key, call);
  });
}

async function read(kv: KVNamespace, key: string): Promise<Response> {
  const value = await kv.get(key, 'arrayBuffer');
  if (value === null) return fail(404, 10009, "get: 'key not found'");
  return new Response(value, { headers: { 'content-type': 'application/octet-stream' } });
}

async function write(kv: KVNamespace, key: string, { request, query }: RestCall): Promise<Response> {
  const form = await request.formData();
  const value = form.get('value');
  if (value === null) return fail(400, 10001, 'value is missing');
  const said = form.get('metadata');
  const expiring = { expiration: query.get('expiration'), expiration_ttl: query.get('expiration_ttl') };
  await kv.put(key, typeof value === 'string' ? value : await value.arrayBuffer(), {
    ...expiryOf({ expiration: Number(expiring.expiration), expiration_ttl: Number(expiring.expiration_ttl) }),
    ...(said === null ? {} : { metadata: JSON.parse(typeof said === 'string' ? said : await said.text()) }),
  });
  return ok({});
}

async function remove(kv: KVNamespace, key: string): Promise<Response> {
  await kv.delete(key);
  return ok({});
}

async function metadata(kv: KVNamespace, key: string): Promise<Response> {
  const found = await kv.getWithMetadata(key, 'stream');
  if (found.value === null) return fail(404, 10009, "get: 'key not found'");
  await found.value.cancel();
  return ok(found.metadata);
}

async function list(kv: KVNamespace, { query }: RestCall): Promise<Response> {
  const page = await kv.list({
    prefix: query.get('prefix'),
    limit: Number(query.get('limit') ?? 1000),
    cursor: query.get('cursor'),
  });
  return ok(page.keys, { count: page.keys.length, cursor: page.list_complete ? '' : page.cursor });
}

async function writeMany(kv: KVNamespace, { request }: RestCall): Promise<Response> {
  const entries = await jsonOf<readonly Written[]>(request);
  await Promise.all(
    entries.map(({ key, value, base64, metadata, ...expiring }) =>
      kv.put(key, base64 ? bytesOf(value) : value, {
        ...expiryOf(expiring),
        ...(metadata === undefined ? {} : { metadata }),
      }),
    ),
  );
  return ok({ successful_key_count: entries.length, unsuccessful_keys: [] });
}

async function readMany(kv: KVNamespace, { request }: RestCall): Promise<Response> {
  const { keys, withMetadata } = await jsonOf<{ keys: string[]; withMetadata?: boolean }>(request);
  if (keys.length > BULK_GET) return fail(400, 10029, `you can get at most ${BULK_GET} keys at once`);
  const found = withMetadata ? await kv.getWithMetadata(keys, 'text') : await kv.get(keys, 'text');
  return ok({ values: Object.fromEntries(found) });
}

async function removeMany(kv: KVNamespace, { request }: RestCall): Promise<Response> {
  const keys = await jsonOf<readonly string[]>(request);
  await Promise.all(keys.map((key) => kv.delete(key)));
  return ok({ successful_key_count: keys.length, unsuccessful_keys: [] });
}

function expiryOf({ expiration, expiration_ttl: ttl }: Partial<Written>): KVNamespacePutOptions {
  return { ...(ttl ? { expirationTtl: ttl } : {}), ...(expiration && !ttl ? { expiration } : {}) };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
