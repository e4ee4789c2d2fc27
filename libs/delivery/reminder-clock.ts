import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { Clock, Signal } from '#core';
import { DueReminders, Organisation, Signals } from '#stores';
import { firing } from './firing.ts';
import { Loop } from './loop.ts';

const AT_ONCE = 100;
/** Nobody waits longer than this to look: another instance may have set a reminder meanwhile. */
const AT_LATEST_MS = 500;

/** Says reminders when their time comes, whichever instance is alive. */
@Injectable()
export class ReminderClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop = new Loop(ReminderClock.name, new Signal(), AT_LATEST_MS, () => this.round());

  constructor(
    private readonly settings: Settings,
    private readonly due: DueReminders,
    private readonly organisation: Organisation,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  /** Fires what is due now; answers whether there may be more. */
  async round(): Promise<boolean> {
    const organisationId = await this.organisation.id();
    const { due } = await this.due.claim(organisationId, AT_ONCE, !this.settings.supabase);
    if (due.length === 0) return false;
    const { fired, say } = firing(due, this.clock.now(), this.settings.defaultTimeZone);
    await this.due.fire(organisationId, fired, say);
    if (say.length > 0) this.signals.outbox.raise();
    return due.length === AT_ONCE;
  }
}
