import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Signal } from '#core';
import { Clearing } from '#media';
import { Organisation } from '#stores';
import { Loop } from './loop.ts';

const EVERY_MS = 60_000;

/** Clears up after uploads that a crash or an outage cut short. */
@Injectable()
export class MediaSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(MediaSweep.name);
  readonly #loop = new Loop(MediaSweep.name, new Signal(), EVERY_MS, () => this.#round());

  constructor(
    private readonly clearing: Clearing,
    private readonly organisation: Organisation,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const cleared = await this.clearing.round(await this.organisation.id());
    if (cleared.finished + cleared.givenUp + cleared.erased > 0) this.#log.log({ event: 'media cleared', ...cleared });
    return false;
  }
}
