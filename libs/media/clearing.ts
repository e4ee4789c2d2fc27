import { Injectable } from '@nestjs/common';
import { AppError } from '#core';
import { R2 } from '#storage/r2';
import { MediaRecords } from '#stores';

/** Longer than any upload is under way. */
const AFTER_SECONDS = 600;
const AT_ONCE = 50;

/** What a round of clearing did. */
export interface Cleared {
  readonly finished: number;
  readonly givenUp: number;
  readonly erased: number;
}

/** Finishes what a crash left half stored, and erases what nobody has a record of any more. */
@Injectable()
export class Clearing {
  constructor(
    private readonly records: MediaRecords,
    private readonly r2: R2,
  ) {}

  /** One round; harmless when several instances do it at once. Throws `UnavailableError`. */
  async round(organisationId: string, afterSeconds = AFTER_SECONDS): Promise<Cleared> {
    const unsettled = await this.records.unsettled(organisationId, afterSeconds, AT_ONCE);
    const done = { finished: 0, givenUp: 0, erased: 0 };
    for (const { id, key, size } of unsettled.filter(({ erase }) => !erase)) {
      const stored = (await this.r2.head(key))?.size === size;
      await this.records.settle(id, stored);
      done[stored ? 'finished' : 'givenUp'] += 1;
    }
    const gone: string[] = [];
    try {
      for (const { id, key } of unsettled.filter(({ erase }) => erase)) {
        await this.r2.delete(key);
        gone.push(id);
      }
    } catch (error) {
      if (!(error instanceof AppError) || gone.length === 0) throw error;
    }
    if (gone.length > 0) await this.records.erased(gone);
    return { ...done, erased: gone.length };
  }
}
