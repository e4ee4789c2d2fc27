import { Injectable } from '@nestjs/common';
import { R2 } from '#storage/r2';
import { kindSaid, storedAs } from './media-type.ts';

/** What is in files, by where it lies: for carrying all of it somewhere else. Everything throws `UnavailableError`. */
@Injectable()
export class MediaBytes {
  constructor(private readonly r2: R2) {}

  /** Piece by piece; undefined when it is lost. */
  async read(key: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    return (await this.r2.get(key))?.body;
  }

  /** As it was stored; `type` is what its record says it is. */
  put(key: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
    return this.r2.put(key, bytes, storedAs(kindSaid(type)));
  }

  ping(): Promise<void> {
    return this.r2.ping();
  }
}
