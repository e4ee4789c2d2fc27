import { AwsClient } from 'aws4fetch';
import type { R2Keys } from '#config';
import type { Clock } from '#core';
import type { R2Link, R2UploadLink } from './r2.ts';

/** Signs URLs of R2's S3 endpoint; nobody is asked, and nothing is sent. */
export class Presigner {
  readonly #client: AwsClient;

  constructor(
    private readonly bucketUrl: string,
    { accessKey, secretKey }: R2Keys,
    private readonly clock: Clock,
  ) {
    this.#client = new AwsClient({
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      service: 's3',
      region: 'auto',
    });
  }

  get(key: string, { seconds, disposition }: R2Link): Promise<string> {
    return this.#sign('GET', this.#urlOf(key, seconds, disposition), {});
  }

  put(key: string, { seconds, type, size }: R2UploadLink): Promise<string> {
    // signed headers: with another type or size the link is worth nothing
    return this.#sign('PUT', this.#urlOf(key, seconds), { 'content-type': type, 'content-length': String(size) });
  }

  #urlOf(key: string, seconds: number, disposition?: string): URL {
    const url = new URL(`${this.bucketUrl}/${key.split('/').map(encodeURIComponent).join('/')}`);
    url.searchParams.set('X-Amz-Expires', String(seconds));
    if (disposition) url.searchParams.set('response-content-disposition', disposition);
    return url;
  }

  async #sign(method: string, url: URL, headers: Record<string, string>): Promise<string> {
    const datetime = this.clock
      .now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, '');
    const aws = { signQuery: true, allHeaders: true, datetime };
    const signed = await this.#client.sign(url, { method, headers, aws });
    return signed.url.replaceAll('+', '%20'); // a plus of ours is written %2B
  }
}
