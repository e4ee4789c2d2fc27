import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, AppError, type Media } from '#core';
import { R2 } from '#storage/r2';
import { type KeptMedia, MediaRecords, type Viewer } from '#stores';
import { fileName } from './file-name.ts';
import { kindSaid, storedAs } from './media-type.ts';
import { keyFor } from './shelf.ts';

/** What the media store takes in one piece by a link. */
export const LARGEST_DIRECT_BYTES = 300_000_000;
const LINK_SECONDS = 600;

/** A file that is to go to the media store without passing through here. */
export interface Announced {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Where to PUT it, with which Content-Type, and until when. */
export interface Upload {
  readonly media: Media;
  readonly url: string;
  readonly type: string;
  readonly seconds: number;
}

/** Files too large to pass through this process: announced, put by a link, and looked at before they count as stored. */
@Injectable()
export class DirectUploads {
  constructor(
    private readonly records: MediaRecords,
    private readonly r2: R2,
  ) {}

  /** Throws `conflict` where no links can be signed. */
  async announce(actor: Actor, { name, type: said, size, sha256 }: Announced): Promise<Upload> {
    const kind = kindSaid(said);
    const type = storedAs(kind);
    const key = keyFor(actor.organisationId, kind.extension);
    const url = await this.r2.uploadLink(key, { seconds: LINK_SECONDS, type, size });
    if (!url)
      throw new AppError(
        'conflict',
        'The media store takes no file like this by a link; up to 20 MB can be sent to POST /v1/media',
      );
    const file = { name: fileName(name, `file.${kind.extension}`), type: kind.type, size, sha256, key };
    const { media } = await this.records.begin(actor, file);
    return { media, url, type, seconds: LINK_SECONDS };
  }

  /** It is there: throws `conflict` when it is not, `invalid` when it is not what was announced. */
  async finish(viewer: Viewer, id: string): Promise<Media> {
    const kept = await this.records.find(viewer, id);
    if (!kept) throw new AppError('not_found', 'There is no such file');
    if (kept.media.status === 'stored') return kept.media;
    const isAnnounced = await this.#isAnnounced(kept);
    const media = await this.records.settle(id, isAnnounced);
    if (!isAnnounced)
      throw new AppError('invalid', 'What was put there is not the file that was announced; start again');
    if (!media) throw new AppError('conflict', 'This file was deleted while it was being stored');
    return media;
  }

  /** Read through once, piece by piece: the record says what the bytes are, and that has to be so. */
  async #isAnnounced({ media, key }: KeptMedia): Promise<boolean> {
    const content = await this.r2.get(key);
    if (!content) throw new AppError('conflict', 'This file has not been put at its link yet');
    const hash = createHash('sha256');
    for await (const piece of content.body) hash.update(piece);
    return content.size === media.size && hash.digest('hex') === media.sha256;
  }
}
