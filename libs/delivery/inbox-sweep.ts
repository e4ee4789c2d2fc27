import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#config';
import { Intake } from '#intake';
import { type Claimed, Inbox, Organisation, Signals, type ToAccept } from '#stores';
import { Loop } from './loop.ts';

const EVERY_MS = 2000;
const AT_ONCE = 8;

/** Works off what is waiting in the inbox: what a dead instance left, and what waits its turn in a chat. */
@Injectable()
export class InboxSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(InboxSweep.name);
  readonly #loop: Loop;

  constructor(
    private readonly settings: Settings,
    private readonly inbox: Inbox,
    private readonly intake: Intake,
    private readonly organisation: Organisation,
    signals: Signals,
  ) {
    this.#loop = new Loop(InboxSweep.name, signals.inbox, EVERY_MS, () => this.#round());
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    // the embedded database has one process: whatever another one has leased is nobody's
    const alone = !this.settings.supabase;
    const claimed = await this.inbox.claim(await this.organisation.id(), AT_ONCE, alone);
    await Promise.all(claimed.map((one) => this.#proceed(one)));
    return claimed.length > 0;
  }

  async #proceed(claimed: Claimed): Promise<void> {
    const { message, externalId, person, senderName, senderLanguage, senderScopes } = claimed;
    const from: ToAccept['from'] = externalId
      ? { externalId, ...(senderName && { name: senderName }), ...(senderLanguage && { language: senderLanguage }) }
      : { personId: person?.id ?? '', ...(senderScopes && { scopes: senderScopes }) };
    try {
      await this.intake.proceed({ message, from }, claimed);
    } catch (error) {
      // Intake has given it back: it is tried again later, or parked with its text kept
      this.#log.warn({ messageId: claimed.id, attempts: claimed.attempts, error: String(error) });
    }
  }
}
