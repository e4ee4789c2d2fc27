import type { R2Bucket, R2Object } from '@cloudflare/workers-types';
import { fail, ok } from './answer.ts';
import type { Bindings, RestCall, RestPath } from './rest-path.ts';

const BUCKET = '/r2/buckets/[^/]+/objects';

/** Part of the Workers runtime: a stream that says how long it is, as R2 wants it. */
declare const FixedLengthStream: new (length: number) => TransformStream<Uint8Array, Uint8Array>;

/** R2's REST paths for objects. Slashes of a key come encoded or plain. */
export const r2Paths: readonly RestPath[] = [
  { method: 'GET', path: new RegExp(`^${BUCKET}$`), answer: withBucket(list) },
  { method: 'GET', path: new RegExp(`^${BUCKET}/(.+)$`), answer: withBucket(read) },
  { method: 'PUT', path: new RegExp(`^${BUCKET}/(.+)$`), answer: withBucket(write) },
  { method: 'DELETE', path: new RegExp(`^${BUCKET}/(.+)$`), answer: withBucket(remove) },
];

function withBucket(answer: (bucket: R2Bucket, key: string, call: RestCall) => Promise<Response>): RestPath['answer'] {
  return async (call, { MEDIA }: Bindings) =>
    MEDIA ? answer(MEDIA, call.parts[0] ?? '', call) : fail(404, 10006, 'The specified bucket does not exist.');
}

async function list(bucket: R2Bucket, _: string, { query }: RestCall): Promise<Response> {
  const page = await bucket.list({
    ...given('prefix', query.get('prefix')),
    ...given('cursor', query.get('cursor')),
    limit: Number(query.get('per_page') ?? 1000),
    include: ['httpMetadata'],
  });
  const resultInfo = page.truncated ? { is_truncated: true, cursor: page.cursor } : { is_truncated: false };
  return ok(page.objects.map(entryOf), resultInfo);
}

async function read(bucket: R2Bucket, key: string): Promise<Response> {
  const object = await bucket.get(key);
  if (!object) return fail(404, 10007, 'The specified key does not exist.');
  const headers = new Headers({ etag: object.httpEtag, 'content-length': String(object.size) });
  headers.set('content-type', object.httpMetadata?.contentType ?? 'application/octet-stream');
  headers.set('last-modified', object.uploaded.toUTCString());
  return new Response(object.body, { headers });
}

async function write(bucket: R2Bucket, key: string, { request }: RestCall): Promise<Response> {
  const contentType = request.headers.get('content-type');
  const object = await bucket.put(key, bodyOf(request), {
    httpMetadata: contentType ? { contentType } : {},
  });
  return ok({ ...entryOf(object), size: String(object.size), version: object.version });
}

async function remove(bucket: R2Bucket, key: string): Promise<Response> {
  await bucket.delete(key);
  return ok({ key });
}

/** The body as it comes, if it says how long it is; the Worker's memory is small. */
function bodyOf({ body, headers }: Request): Parameters<R2Bucket['put']>[1] {
  const length = Number(headers.get('content-length'));
  if (!body || !length) return new ArrayBuffer(0);
  const sized = body.pipeThrough(new FixedLengthStream(length)) as unknown; // Node's types know other streams than the runtime's
  return sized as Parameters<R2Bucket['put']>[1];
}

function entryOf({ key, etag, size, uploaded, httpMetadata }: R2Object): object {
  const at = uploaded.toISOString();
  return { key, etag, size, last_modified: at, uploaded: at, http_metadata: httpMetadata, storage_class: 'Standard' };
}

function given<K extends string>(name: K, value: string | null): { [P in K]?: string } {
  return value === null ? {} : ({ [name]: value } as { [P in K]?: string }); // one entry, of that very name
}
