import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { Signal } from '#core';
import { DueReminders, Organisation, Signals } from '#stores';
import { Loop } from './loop.ts';

const EVERY_MS = 15_000;
/** A task that is still open this long after it was due is whoever's business who gave it. */
const ESCALATE_SECONDS = 4 * 3600;

/** Tells people their day at the hour they chose, and what has fallen due. */
@Injectable()
export class MakingRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop = new Loop(MakingRounds.name, new Signal(), EVERY_MS, () => this.#round());

  constructor(
    private readonly settings: Settings,
    private readonly due: DueReminders,
    private readonly organisation: Organisation,
    private readonly signals: Signals,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const said = await this.due.makeRounds(
      await this.organisation.id(),
      this.settings.defaultTimeZone,
      ESCALATE_SECONDS,
    );
    if (said.digests + said.nudges + said.escalations + said.told > 0) this.signals.outbox.raise();
    return false;
  }
}
