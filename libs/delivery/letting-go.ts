import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Signal } from '#core';
import { Archives, Organisation } from '#stores';
import { Loop } from './loop.ts';

const EVERY_MS = 60_000;

/** Lets go of what is older than the retention settings say, and finishes purges that a crash left half done. */
@Injectable()
export class LettingGo implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop = new Loop(LettingGo.name, new Signal(), EVERY_MS, () => this.#round());

  constructor(
    private readonly archives: Archives,
    private readonly organisation: Organisation,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    return this.archives.keepRetention(await this.organisation.id());
  }
}
