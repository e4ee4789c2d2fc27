import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { FileQueue, Organisation, Signals, type ToFetch } from '#stores';
import { Loop } from '../loop.ts';
import { FileSource } from './file-source.ts';

const EVERY_MS = 15_000;
/** Each may be 20 MB, and is in memory until it is stored. */
const AT_ONCE = 2;

/** Brings photos and files from the chat's platform into the media store: later than the answer, once, again after a failure. */
@Injectable()
export class FileFetcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(FileFetcher.name);
  readonly #loop: Loop;

  constructor(
    private readonly settings: Settings,
    private readonly queue: FileQueue,
    private readonly source: FileSource,
    private readonly organisation: Organisation,
    private readonly signals: Signals,
  ) {
    this.#loop = new Loop(FileFetcher.name, signals.files, EVERY_MS, () => this.#round());
  }

  onApplicationBootstrap(): void {
    // without a platform nothing lies on one; what waits for it goes on waiting
    if (this.settings.telegram) this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const claimed = await this.queue.claim(await this.organisation.id(), AT_ONCE, !this.settings.supabase);
    await Promise.all(claimed.map((one) => this.#fetch(one)));
    return claimed.length === AT_ONCE;
  }

  async #fetch(one: ToFetch): Promise<void> {
    const result = await this.source.store(one);
    if ('error' in result)
      this.#log.warn({ fetchId: one.id, messageId: one.messageId, attempts: one.attempts, ...result });
    await this.queue.finish(one.id, result);
    if ('retrySeconds' in result && result.retrySeconds * 1000 < EVERY_MS) this.#lookAgainIn(result.retrySeconds);
  }

  #lookAgainIn(seconds: number): void {
    setTimeout(() => this.signals.files.raise(), seconds * 1000).unref();
  }
}
