import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type Actor, AppError, type Command, nameOf, type Outcome, type Reply } from '#core';
import { changesSomething, Processors, type Setting } from '#processors';
import { type Parse, toParse } from '#rails';
import { Replies } from '#replies';
import { type Accepted, Inbox, type ReplyTo, type ToAccept } from '#stores';
import { Scene } from './scene.ts';
import { Understanding, type Understood, WORTH_ASKING } from './understanding.ts';

/** What came of a message: what it was understood as, the outcomes, and the words for a chat. */
export interface Receipt {
  readonly messageId: string;
  readonly commands: readonly Command[];
  readonly outcomes: readonly Outcome[];
  readonly replies: readonly Reply[];
  /** The very message came before, and this is what came of it then. */
  readonly replayed: boolean;
}

/** A stored message on its way: all of `Accepted` that the rest of the path needs. */
export type OnItsWay = Pick<Accepted, 'id' | 'person' | 'last' | 'pending' | 'directoryVersion'>;

const RETRY_SECONDS = 2;
const LOOK_EVERY_MS = 50;
const LONGEST_WAIT_MS = 3000;

/** The path of a message, from any edge: accept, understand, carry out, put into words. */
@Injectable()
export class Intake {
  readonly #log = new Logger(Intake.name);

  constructor(
    private readonly inbox: Inbox,
    private readonly scene: Scene,
    private readonly understanding: Understanding,
    private readonly processors: Processors,
    private readonly replies: Replies,
  ) {}

  /** Carries a message through; the same one again answers what came of it. Throws `UnavailableError`. */
  async receive(toAccept: ToAccept): Promise<Receipt> {
    const accepted = await this.accept(toAccept);
    return accepted.fresh
      ? this.proceed(toAccept, accepted)
      : this.#again(toAccept, await this.#finished(toAccept, accepted));
  }

  /** Stores a message, once. From here on it is not lost. `later`: the sweep goes on with it, not the caller. */
  async accept(toAccept: ToAccept, later = false): Promise<Accepted> {
    return this.inbox.accept(await this.scene.organisationId(), toAccept, later);
  }

  /** Goes on with a message that is leased to this instance; if that fails, gives it back to be tried again. */
  async proceed(toAccept: ToAccept, accepted: OnItsWay): Promise<Receipt> {
    const started = performance.now();
    try {
      const setting = await this.scene.set(toAccept, accepted);
      if (!setting) return await this.#turnAway(toAccept, accepted);
      const understood = this.understanding.understand(toAccept.message.text, accepted.pending, setting);
      const receipt = await this.#carryOut(toAccept, setting, understood);
      this.#log.log({
        messageId: accepted.id,
        actor: setting.actor.personId,
        ...gist(receipt, understood, started),
      });
      return receipt;
    } catch (error) {
      const state = await this.inbox.giveBack(accepted.id, String(error), RETRY_SECONDS).catch(() => 'unknown');
      this.#log.warn({ messageId: accepted.id, state, error: String(error) });
      throw error;
    }
  }

  /** What the rails make of a text. Changes nothing. */
  async parse(text: string, { actor, now, timeZone }: { actor: Actor; now?: Date; timeZone?: string }): Promise<Parse> {
    const known = await this.scene.known(actor);
    const reading = {
      now: now ?? this.scene.now(),
      timeZone: timeZone ?? actor.timeZone,
      speakerId: actor.personId,
      known,
    };
    return toParse(this.understanding.read(text, reading));
  }

  /** A key for reading may ask, and is refused what would change something before any of it is stored. Throws `forbidden`. */
  async mayAsk(text: string, actor: Actor): Promise<void> {
    if (!actor.scopes || actor.scopes.includes('write')) return;
    const { commands, confidence, tier } = await this.parse(text, { actor });
    const meant = tier !== 'full' || confidence >= WORTH_ASKING;
    if (!actor.scopes.includes('read') || (meant && commands.some(changesSomething)))
      throw new AppError(
        'forbidden',
        'This API key may only ask; that would change something, which takes the scope "write"',
      );
  }

  /** A report a program files, with what its words say in numbers. Changes nothing. */
  async detailed(command: Command, actor: Actor): Promise<Command> {
    const known = await this.scene.known(actor);
    const { timeZone, personId: speakerId } = actor;
    return this.understanding.detailed(command, { now: this.scene.now(), timeZone, speakerId, known });
  }

  async #carryOut(toAccept: ToAccept, setting: Setting, { todo, route, otherwise }: Understood): Promise<Receipt> {
    const { edited, platformId: revises } = toAccept.message;
    const commands = todo.filter((one): one is Command => 'entity' in one);
    const rest = {
      owner: this.inbox.owner,
      route,
      commands,
      reply: replyTo(toAccept, setting.actor),
      ...(edited ? { revises } : {}),
    };
    const { outcomes } = await this.processors.run(todo, { ...setting, otherwise }, rest);
    const replies = [this.replies.word(outcomes, { ...setting.actor, now: setting.now })];
    return { messageId: setting.messageId ?? '', commands, outcomes, replies, replayed: false };
  }

  /** Somebody we do not know is told so, once, and nothing of what they said is kept. */
  async #turnAway(toAccept: ToAccept, accepted: OnItsWay): Promise<Receipt> {
    const { outcomes } = await this.inbox.turnAway(await this.scene.organisationId(), toAccept, accepted.id);
    return { messageId: accepted.id, commands: [], outcomes, replies: [], replayed: false };
  }

  /** Waits a little for a message that is being worked on just now, perhaps elsewhere. */
  async #finished(toAccept: ToAccept, accepted: Accepted): Promise<Accepted> {
    let now = accepted;
    for (let waited = 0; !now.outcomes && waited < LONGEST_WAIT_MS; waited += LOOK_EVERY_MS) {
      await sleep(LOOK_EVERY_MS);
      now = await this.accept(toAccept);
    }
    return now;
  }

  async #again({ requestHash, message }: ToAccept, accepted: Accepted): Promise<Receipt> {
    if (requestHash && accepted.requestHash !== requestHash) {
      throw new AppError('invalid', 'This Idempotency-Key was used for a different message; use a new key', {
        fields: [{ field: 'Idempotency-Key', problem: 'was used for something else' }],
      });
    }
    if (!accepted.outcomes)
      throw new AppError('conflict', 'This message is being worked on; ask again in a moment', {
        retryAfterSeconds: 1,
      });
    const { person, outcomes } = accepted;
    const listener = person && this.scene.actor(await this.scene.organisationId(), person, message);
    const replies = [this.replies.word(outcomes, { language: 'en', ...listener, now: message.sentAt })];
    return { messageId: accepted.id, commands: accepted.commands ?? [], outcomes, replies, replayed: true };
  }
}

/** Chats are answered through the outbox; a program and the page have their answer in the response. */
function replyTo({ message }: ToAccept, { organisationId, language, timeZone }: Actor): ReplyTo | undefined {
  if (message.source !== 'telegram') return undefined;
  const { chat, platformId, topic, album, pressed } = message;
  const reply = { channel: 'telegram' as const, chat, language, timeZone, topic };
  if (album) return { ...reply, once: `album:${organisationId}:${chat}:${album}` };
  if (pressed) return { ...reply, instead: platformId };
  return { ...reply, replyTo: platformId };
}

/** What the log says of a message: never its words. */
function gist(
  { commands, outcomes }: Receipt,
  { route: { rail, confidence, tier } }: Understood,
  started: number,
): object {
  return {
    rail,
    confidence,
    tier,
    commands: commands.map(nameOf),
    outcomes: outcomes.map(({ kind }) => kind),
    ms: Math.round((performance.now() - started) * 10) / 10,
  };
}
