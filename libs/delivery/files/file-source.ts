import { Injectable } from '@nestjs/common';
import { Clock } from '#core';
import { Shelf } from '#media';
import { Messenger } from '#messenger';
import type { Fetched, ToFetch } from '#stores';
import { afterFailure } from './fetched.ts';

/** Takes one file from the chat's platform and stores it; the same once more finds what was stored the first time. */
@Injectable()
export class FileSource {
  constructor(
    private readonly messenger: Messenger,
    private readonly shelf: Shelf,
    private readonly clock: Clock,
  ) {}

  async store(one: ToFetch): Promise<Fetched> {
    const { id, fileId, kind, name, type, messageId } = one;
    try {
      const bytes = await this.messenger.fetch(fileId);
      const file = { bytes, name: name ?? undefined, stem: kind, type: type ?? '', messageId, once: `fetch:${id}` };
      return { mediaId: (await this.shelf.add(one, file)).media.id };
    } catch (error) {
      return afterFailure(error, one.attempts, this.clock.now().getTime() - Date.parse(one.since));
    }
  }
}
