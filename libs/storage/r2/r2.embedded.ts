import { createReadStream } from 'node:fs';
import { access, constants, mkdir, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AppError, type Clock, SystemClock, UnavailableError } from '#core';
import { type Label, labels, pathOf, readLabel, sweepIncoming, writeWhole } from './object-file.ts';
import { R2, type R2Content, type R2Entry, type R2Link, type R2UploadLink } from './r2.ts';
import { checkKey, checkObject, checkSeconds } from './r2-limits.ts';
import { type Grant, secretIn, SignedLinks } from './signed-links.ts';

/** Where the product answers the links this adapter signs. */
export const LINKS = '/v1/media/links?token=';

const HOUR_MS = 3_600_000;
/** The product takes no larger body than this. */
const LARGEST_UPLOAD_BYTES = 20 * 1024 * 1024;

/** An object as a link shows it. */
export interface Shown extends R2Content {
  readonly disposition: string | undefined;
}

/** Files on this disk. */
export class EmbeddedR2 extends R2 {
  readonly adapter = 'embedded (files)';
  #opened: Promise<SignedLinks> | undefined;

  constructor(
    private readonly root: string,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
  }

  async put(key: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
    checkObject(key, bytes.byteLength, type);
    await this.#disk(async () => {
      await this.#open();
      const storedAt = this.clock.now().toISOString();
      await writeWhole(this.root, { key, size: bytes.byteLength, type, storedAt }, bytes);
    });
  }

  async get(key: string): Promise<R2Content | undefined> {
    checkKey(key);
    const path = pathOf(this.root, key);
    const found = await this.#disk(() => readLabel(path));
    if (!found) return undefined;
    const { size, type } = found.label;
    const body = Readable.toWeb(createReadStream(path, { start: found.start })) as ReadableStream<Uint8Array>; // of bytes
    return { type, size, body };
  }

  async head(key: string): Promise<R2Entry | undefined> {
    checkKey(key);
    const found = await this.#disk(() => readLabel(pathOf(this.root, key)));
    return found && entryOf(found.label);
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await this.#disk(() => rm(pathOf(this.root, key), { force: true }));
  }

  async *list(prefix: string): AsyncIterable<R2Entry> {
    const found = await this.#disk(() => Array.fromAsync(labels(this.root)));
    const wanted = found.filter(({ key }) => key.startsWith(prefix)).map(entryOf);
    yield* wanted.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  async link(key: string, { seconds, disposition }: R2Link): Promise<string> {
    checkKey(key);
    return this.#sign({ method: 'GET', key, until: this.#after(seconds), disposition });
  }

  async uploadLink(key: string, { seconds, type, size }: R2UploadLink): Promise<string | undefined> {
    checkObject(key, size, type);
    if (size > LARGEST_UPLOAD_BYTES) return undefined;
    return this.#sign({ method: 'PUT', key, until: this.#after(seconds), type, size });
  }

  /** What a link of ours shows, undefined when it is gone; throws `forbidden`. */
  async fetch(token: string): Promise<Shown | undefined> {
    const { key, disposition } = (await this.#open()).read(token, 'GET');
    const content = await this.get(key);
    return content && { ...content, disposition };
  }

  /** Stores what a link of ours was made for; throws `forbidden`. */
  async accept(token: string, bytes: Uint8Array<ArrayBuffer>, type: string | undefined): Promise<void> {
    const grant = (await this.#open()).read(token, 'PUT');
    if (type === undefined || grant.type !== type || grant.size !== bytes.byteLength)
      throw new AppError('forbidden', `This link is for ${grant.size} bytes of ${grant.type}`);
    await this.put(grant.key, bytes, type);
  }

  async ping(): Promise<void> {
    await this.#disk(async () => {
      await this.#open();
      await access(this.root, constants.W_OK);
    });
  }

  async #sign(grant: Grant): Promise<string> {
    return `${LINKS}${(await this.#open()).sign(grant)}`;
  }

  #after(seconds: number): number {
    checkSeconds(seconds);
    return Math.floor(this.clock.now().getTime() / 1000) + seconds;
  }

  #open(): Promise<SignedLinks> {
    this.#opened ??= this.#disk(() => this.#prepare()).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  /** Links are good beyond a restart: their secret lies beside the files. */
  async #prepare(): Promise<SignedLinks> {
    await mkdir(this.root, { recursive: true });
    await sweepIncoming(this.root, new Date(this.clock.now().getTime() - HOUR_MS));
    return new SignedLinks(await secretIn(this.root), this.clock);
  }

  async #disk<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new UnavailableError('the media store', { cause: error });
    }
  }
}

function entryOf({ storedAt, ...label }: Label): R2Entry {
  return { ...label, storedAt: new Date(storedAt) };
}
