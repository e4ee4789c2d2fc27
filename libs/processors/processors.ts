import { Injectable } from '@nestjs/common';
import { type Actor, type Command, Clock, type Outcome } from '#core';
import { type Commit, type Committed, Directory, type Idempotency, Ledger, type Step } from '#stores';
import { EachProcessor } from './each.processor.ts';
import { tooLong } from './limits.ts';
import { type Setting, settle } from './processor.ts';
import { refusalOf, withinOf } from './roles.ts';

/** The one middle: every command, whether said in words or sent by a program, is carried out here. */
@Injectable()
export class Processors {
  constructor(
    private readonly ledger: Ledger,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly each: EachProcessor,
  ) {}

  /**
   * Carries out commands in the order given, in one transaction: an outcome for each, refusals among them.
   * What is settled already (a question back) goes through as it is. Throws `UnavailableError`; then nothing has changed.
   */
  async run(
    todo: readonly (Command | Outcome)[],
    setting: Setting,
    rest: Omit<Commit, 'context' | 'steps'> = {},
  ): Promise<Committed> {
    const { known: _, now: __, message: ___, origin: ____, ...context } = setting;
    const steps = (await Promise.all(todo.map((one) => this.#prepare(one, setting)))).flat();
    return this.ledger.commit({
      context,
      steps,
      within: withinOf(setting.actor.role, steps, rest.revises !== undefined),
      ...rest,
    });
  }

  /** Carries out one command of a program; the same Idempotency-Key again answers what it answered before. */
  async execute(actor: Actor, command: Command, idempotency?: Idempotency): Promise<Committed> {
    const known = await this.directory.seenBy(actor.organisationId, actor.personId);
    const setting = { actor, source: 'api' as const, chat: actor.personId, known, now: this.clock.now() };
    return this.run([command], setting, { idempotency, owner: 'api' });
  }

  /** What somebody may not do at all is refused before anything is looked up; the rest the ledger holds within their reach. */
  async #prepare(one: Command | Outcome, setting: Setting): Promise<Step[]> {
    if (!('entity' in one)) return [settle(one)];
    const refusal = refusalOf(setting.actor, one) ?? tooLong(one);
    return refusal ? [settle(refusal)] : this.each.of[one.entity].prepare(one, setting);
  }
}
