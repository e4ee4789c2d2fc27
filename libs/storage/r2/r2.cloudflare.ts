import type { ReadableStream } from 'node:stream/web';
import { UnavailableError } from '#core';
import type { CloudflareApi } from '#storage/cloudflare';
import type { Presigner } from './presign.aws4fetch.ts';
import { R2, type R2Content, type R2Entry, type R2Link, type R2UploadLink } from './r2.ts';
import { checkKey, checkObject, checkSeconds } from './r2-limits.ts';

const NOBODY = 'flrts-ping';
/** A phone's photo over a slow line to Cloudflare. */
const UPLOAD_TIMEOUT_MS = 30_000;
const UNKNOWN_TYPE = 'application/octet-stream';

/** Which bucket of which account. */
export interface R2Place {
  readonly accountId: string;
  readonly bucket: string;
}

/** Cloudflare's R2: objects by the official SDK, links by S3 signatures. */
export class CloudflareR2 extends R2 {
  readonly adapter = 'Cloudflare R2';
  readonly #where: { readonly account_id: string; readonly bucket_name: string };

  constructor(
    private readonly api: CloudflareApi,
    private readonly place: R2Place,
    private readonly presigner?: Presigner,
  ) {
    super();
    this.#where = { account_id: place.accountId, bucket_name: place.bucket };
  }

  async put(key: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
    checkObject(key, bytes.byteLength, type);
    const options = { headers: { 'content-type': type }, timeout: UPLOAD_TIMEOUT_MS };
    const stored = await this.api.call(({ r2 }) => r2.buckets.objects.upload(key, bytes, this.#where, options));
    const size = Number(stored?.size);
    if (size !== bytes.byteLength) throw this.#incomplete(`${size} bytes of ${bytes.byteLength} were stored`);
  }

  async get(key: string): Promise<R2Content | undefined> {
    checkKey(key);
    // packed on the way it would not say how long it is
    const options = { headers: { 'accept-encoding': 'identity' } };
    const response = await this.api.find(({ r2 }) => r2.buckets.objects.get(key, this.#where, options));
    if (!response) return undefined;
    const size = Number(response.headers.get('content-length') ?? NaN);
    const body = response.body ?? new Blob([]).stream();
    if (Number.isNaN(size)) throw this.#incomplete('the object does not say how long it is');
    const type = response.headers.get('content-type') ?? UNKNOWN_TYPE;
    return { type, size, body: body as ReadableStream<Uint8Array> }; // one and the same class under two names
  }

  /** The API has no HEAD: the first key that begins with a key is that key, if it is there. */
  async head(key: string): Promise<R2Entry | undefined> {
    checkKey(key);
    const { items } = await this.#page({ prefix: key, per_page: 1 });
    return items.find((item) => item.key === key);
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await this.api.find(({ r2 }) => r2.buckets.objects.delete(key, this.#where));
  }

  async *list(prefix: string): AsyncIterable<R2Entry> {
    let cursor: string | undefined;
    do {
      const page = await this.#page({ ...(prefix ? { prefix } : {}), ...(cursor ? { cursor } : {}) });
      yield* page.items;
      ({ cursor } = page);
    } while (cursor);
  }

  async link(key: string, link: R2Link): Promise<string | undefined> {
    checkKey(key);
    checkSeconds(link.seconds);
    return this.presigner?.get(key, link);
  }

  async uploadLink(key: string, link: R2UploadLink): Promise<string | undefined> {
    checkObject(key, link.size, link.type);
    checkSeconds(link.seconds);
    return this.presigner?.put(key, link);
  }

  async ping(): Promise<void> {
    await this.head(NOBODY);
  }

  async #page(asked: {
    prefix?: string;
    per_page?: number;
    cursor?: string;
  }): Promise<{ items: R2Entry[]; cursor: string | undefined }> {
    const params = { account_id: this.place.accountId, ...asked };
    const page = await this.api.call(({ r2 }) => r2.buckets.objects.list(this.place.bucket, params));
    const items = page.getPaginatedItems().map(({ key, size, http_metadata: http, last_modified: at }) => {
      if (key === undefined || size === undefined || at === undefined) throw this.#incomplete('a nameless object');
      return { key, size, type: http?.contentType ?? UNKNOWN_TYPE, storedAt: new Date(at) };
    });
    return { items, cursor: page.result_info?.cursor || undefined };
  }

  #incomplete(why: string): UnavailableError {
    return new UnavailableError('the media store', { cause: new Error(why) });
  }
}
