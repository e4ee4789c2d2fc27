import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, AppError, type Media, UnavailableError } from '#core';
import { R2, type R2Content } from '#storage/r2';
import { type Idempotency, type KeptMedia, MediaRecords, type Viewer } from '#stores';
import { disposition, fileName } from './file-name.ts';
import { isShown, kindOf, storedAs } from './media-type.ts';

/** As much as Telegram lets a bot have. */
export const LARGEST_BYTES = 20 * 1024 * 1024;
const LINK_SECONDS = 600;

/** A file as somebody sends it. */
export interface NewFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name?: string | undefined;
  /** What it is called, without an extension, when it has no name. */
  readonly stem?: string;
  /** What they say it is. */
  readonly type: string;
  readonly messageId?: string;
  /** Names the request; the same again has no further effect. */
  readonly once?: string | undefined;
}

/** How a file is had: by following a link, or as a stream. */
export type Handed =
  { readonly link: string } | { readonly content: R2Content; readonly type: string; readonly disposition: string };

/** Files: their records, and what is in them. */
@Injectable()
export class Shelf {
  constructor(
    private readonly records: MediaRecords,
    private readonly r2: R2,
  ) {}

  /**
   * Stores a file: its record first, then its bytes. When the media store does not answer, nothing is left but a record
   * that is cleared away; throws `UnavailableError` then, and `invalid` for what is empty or too large.
   */
  async add(
    actor: Pick<Actor, 'organisationId' | 'personId'>,
    { bytes, name, stem = 'file', type: said, messageId, once }: NewFile,
  ): Promise<{ media: Media; replayed: boolean }> {
    if (bytes.byteLength === 0) throw new AppError('invalid', 'This file is empty');
    if (bytes.byteLength > LARGEST_BYTES) throw new AppError('invalid', 'A file may have 20 MB at most');
    const kind = await kindOf(bytes, said);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { name: fileName(name, `${stem}.${kind.extension}`), type: kind.type, size: bytes.byteLength, sha256 };
    const idempotency: Idempotency | undefined = once
      ? { sourceId: once, requestHash: `${sha256}:${file.type}:${file.name}` }
      : undefined;
    const key = keyFor(actor.organisationId, kind.extension);
    const record = { ...file, key, ...(messageId ? { messageId } : {}) };
    const begun = await this.records.begin(actor, record, idempotency);
    if (begun.media.status === 'stored') return begun;
    await this.#store(begun, bytes, storedAs(kind));
    const media = await this.records.settle(begun.media.id, true);
    if (!media) throw new AppError('conflict', 'This file was deleted while it was being stored');
    return { media, replayed: begun.replayed };
  }

  /** What is in a file, for whoever may see it; throws `not_found`, `conflict` while it is not stored, `UnavailableError`. */
  async hand(viewer: Viewer, id: string): Promise<Handed> {
    const { media, key } = await this.#stored(viewer, id);
    const shown = isShown(media.type);
    const said = disposition(media.name, shown);
    const link = await this.r2.link(key, { seconds: LINK_SECONDS, disposition: said });
    if (link) return { link };
    const content = await this.r2.get(key);
    if (!content) throw new AppError('not_found', 'What was in this file is lost');
    return { content, type: shown ? media.type : content.type, disposition: said };
  }

  /** The whole of a file, for printing it; undefined while it is not stored. Throws `UnavailableError`. */
  async bytes(organisationId: string, id: string): Promise<Buffer | undefined> {
    const found = await this.records.find({ organisationId }, id);
    const content = found?.media.status === 'stored' ? await this.r2.get(found.key) : undefined;
    if (!content) return undefined;
    const whole = await new Response(content.body).arrayBuffer().catch((cause: unknown) => {
      throw new UnavailableError('the media store', { cause });
    });
    return Buffer.from(whole);
  }

  async #stored(viewer: Viewer, id: string): Promise<KeptMedia> {
    const found = await this.records.find(viewer, id);
    if (!found) throw new AppError('not_found', 'There is no such file');
    if (found.media.status !== 'stored') throw new AppError('conflict', 'This file is not stored yet; try again soon');
    return found;
  }

  async #store({ media, key }: KeptMedia, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
    try {
      await this.r2.put(key, bytes, type);
    } catch (error) {
      // whether or not this can be noted now: the sweep clears what was begun and not finished
      await this.records.settle(media.id, false).catch(() => undefined);
      if (error instanceof UnavailableError) throw error;
      throw new UnavailableError('the media store', { cause: error });
    }
  }
}

/** Never made of what somebody says. */
export function keyFor(organisationId: string, extension: string): string {
  const [year, month] = new Date().toISOString().split('-');
  return `${organisationId}/${year}/${month}/${randomUUID()}.${extension}`;
}
