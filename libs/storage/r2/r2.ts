import type { ReadableStream } from 'node:stream/web';

/** A stored object, without what is in it. */
export interface R2Entry {
  readonly key: string;
  readonly size: number;
  /** The media type it was stored with. */
  readonly type: string;
  readonly storedAt: Date;
}

/** What is in an object. */
export interface R2Content {
  readonly type: string;
  readonly size: number;
  /** Read it to its end, or cancel it. */
  readonly body: ReadableStream<Uint8Array>;
}

/** A link with which whoever has it may fetch an object, for a while. */
export interface R2Link {
  readonly seconds: number;
  /** The answer's Content-Disposition: shown or saved, and under which name. */
  readonly disposition?: string;
}

/** A link with which whoever has it may store one object of just this type and size, for a while. */
export interface R2UploadLink {
  readonly seconds: number;
  readonly type: string;
  readonly size: number;
}

/**
 * Objects under keys. A key is 1 to 1,024 bytes, its parts between slashes neither empty nor `.` nor `..`. Everything
 * throws `UnavailableError`, and `invalid` for what R2 never takes (docs/storage.md).
 */
export abstract class R2 {
  /** What is behind it, for `/health/ready`. */
  abstract readonly adapter: string;

  /** Whole or not at all; replaces what was there. */
  abstract put(key: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void>;
  abstract get(key: string): Promise<R2Content | undefined>;
  abstract head(key: string): Promise<R2Entry | undefined>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
  /** All objects whose key begins with `prefix`, in the order of their bytes. */
  abstract list(prefix: string): AsyncIterable<R2Entry>;
  /** A URL, or a path of this product; undefined when there is no access key to sign one with. Nobody is asked. */
  abstract link(key: string, link: R2Link): Promise<string | undefined>;
  /** The same for a PUT with these very Content-Type and Content-Length; undefined too when it would be too large. */
  abstract uploadLink(key: string, link: R2UploadLink): Promise<string | undefined>;
  /** Whether it answers; throws `UnavailableError`. */
  abstract ping(): Promise<void>;
}
