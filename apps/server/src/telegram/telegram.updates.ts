import { Logger } from '@nestjs/common';
import { Ctx, On, Update } from 'nestjs-telegraf';
import type { Context } from 'telegraf';
import { Settings } from '#config';
import { Intake } from '#intake';
import type { ToAccept } from '#stores';
import { InFlight } from '../process/in-flight.ts';
import { Metrics } from '../process/metrics.ts';
import { Membership } from './membership.ts';
import { toMessage } from './to-message.ts';
import { isMembership, isWhole, type TelegramUpdate } from './update.ts';

/** With more than this under way a burst is only stored, so that storing stays fast; the sweep works it off. */
const AT_ONCE = 8;

/** What is done with each kind of update. It is stored before the handler ends; what follows goes on by itself. */
@Update()
export class TelegramUpdates {
  readonly #log = new Logger(TelegramUpdates.name);
  #working = 0;

  constructor(
    private readonly intake: Intake,
    private readonly settings: Settings,
    private readonly inFlight: InFlight,
    private readonly metrics: Metrics,
    private readonly membership: Membership,
  ) {}

  @On(['message', 'edited_message', 'message_reaction'])
  async onMessage(@Ctx() context: Context): Promise<void> {
    const { message } = context.update as TelegramUpdate; // the same JSON, seen through our own types
    const movedTo = message && isWhole(message) ? message.migrate_to_chat_id : undefined;
    if (message && Number.isSafeInteger(movedTo)) await this.membership.moved(message.chat.id, Number(movedTo));
    else await this.#take(context);
  }

  @On('my_chat_member')
  async onMembership(@Ctx() context: Context): Promise<void> {
    const { my_chat_member: change } = context.update as TelegramUpdate; // as above
    if (change && isMembership(change)) await this.membership.changed(change);
  }

  @On('callback_query')
  async onButton(@Ctx() context: Context): Promise<void> {
    await this.#take(context);
    if (this.settings.telegram) this.inFlight.track(this.#stopSpinning(context));
  }

  async #take({ update, botInfo }: Context): Promise<void> {
    const toAccept = toMessage(update as TelegramUpdate, { id: botInfo.id, username: botInfo.username || undefined }); // the same JSON, seen through our own types
    if (!toAccept) return;
    const accepted = await this.intake.accept(toAccept, this.#working >= AT_ONCE);
    if (accepted.claimed) this.inFlight.track(this.#proceed(toAccept, accepted));
  }

  /** Intake gives back what fails and says so in the log; the sweep tries it again. */
  async #proceed(toAccept: ToAccept, accepted: Parameters<Intake['proceed']>[1]): Promise<void> {
    this.#working += 1;
    try {
      this.metrics.message('telegram', await this.intake.proceed(toAccept, accepted));
    } finally {
      this.#working -= 1;
    }
  }

  /** A button spins in the client until it is answered; an answer that comes too late is refused, and no harm done. */
  async #stopSpinning(context: Context): Promise<void> {
    await context.answerCbQuery().catch(() => this.#log.debug({ event: 'callback not answered' }));
  }
}
