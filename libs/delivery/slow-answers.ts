import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Signal } from '#core';
import { Messenger } from '#messenger';
import { Inbox, Signals, type Waiting } from '#stores';
import { Loop } from './loop.ts';
import { Speaker } from './speaker.ts';

const EVERY_MS = 250;
/** Somebody who has waited this long is shown that the message has been seen. */
const PATIENCE_MS = 1500;
/** Whatever is not answered by now has its answer from somewhere else, or none. */
const FORGET_MS = 120_000;
/** So many are looked after at the same time; whoever answers a flood has no time for more. */
const AT_ONCE = 10;
/** A database that takes longer to say what is answered is itself the reason why nothing is. */
const LOOK_MS = 1000;

/** A message that is not answered at once gets 👀, which goes when its answer is there. A quick answer costs nothing. */
@Injectable()
export class SlowAnswers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(SlowAnswers.name);
  readonly #loop = new Loop(SlowAnswers.name, new Signal(), EVERY_MS, () => this.#round());
  /** What is shown, and when showing it is over. */
  readonly #shown = new Map<string, { readonly one: Waiting; readonly showing: Promise<void> }>();

  constructor(
    private readonly signals: Signals,
    private readonly inbox: Inbox,
    private readonly messenger: Messenger,
    private readonly speaker: Speaker,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const { unanswered } = this.signals;
    const now = performance.now();
    for (const { id } of unanswered.before(now - FORGET_MS)) unanswered.answered(id);
    for (const id of this.#shown.keys()) if (!unanswered.isWaiting(id)) this.#take(id);
    const slow = unanswered.before(now - PATIENCE_MS).slice(0, AT_ONCE);
    if (slow.length === 0) return false;
    const still = await this.#stillUnanswered(slow);
    for (const one of slow) {
      if (!still.has(one.id)) unanswered.answered(one.id);
      else if (unanswered.isWaiting(one.id) && !this.#shown.has(one.id)) this.#show(one);
    }
    return false;
  }

  /** Another instance may have answered; when the records do not say, nobody has. */
  async #stillUnanswered(slow: readonly Waiting[]): Promise<ReadonlySet<string>> {
    const ids = slow.map(({ id }) => id);
    const tooLate = new Promise<string[]>((resolve) => setTimeout(resolve, LOOK_MS, ids).unref());
    return new Set(await Promise.race([this.inbox.unanswered(ids).catch(() => ids), tooLate]));
  }

  /** Never at the cost of an answer: only while there is room to speak. */
  #show(one: Waiting): void {
    if (this.speaker.pace.room(performance.now()) === 0) return;
    this.#shown.set(one.id, { one, showing: this.#react(one, '👀') });
  }

  /** Nobody waits for it: what hangs at Telegram must not hold up a shutdown. */
  #take(id: string): void {
    const shown = this.#shown.get(id);
    this.#shown.delete(id);
    void shown?.showing.then(() => this.#react(shown.one, undefined));
  }

  /** Not worth a second try: what counts is the answer. */
  async #react({ id, chat, platformId }: Waiting, emoji: '👀' | undefined): Promise<void> {
    await this.messenger
      .react(chat, platformId, emoji)
      .catch((error: unknown) => this.#log.debug({ messageId: id, event: 'not reacted', error: String(error) }));
  }
}
