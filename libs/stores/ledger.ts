import { Injectable } from '@nestjs/common';
import { AppError, type Outcome } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { Signals } from './signals.ts';
import type { Commit, Committed } from './steps.ts';

/** Where steps become records: one transaction per message or request, with its audit entries and outbox rows. */
@Injectable()
export class Ledger {
  constructor(
    private readonly supabase: SupabaseClient,
    private readonly signals: Signals,
  ) {}

  /** Commits all steps or none; a step that is refused by a rule is an outcome, not an error. Throws `UnavailableError`. */
  async commit({ context: { actor, ...context }, within, ...rest }: Commit): Promise<Committed> {
    const p = {
      ...rest,
      context: {
        ...context,
        organisationId: actor.organisationId,
        personId: actor.personId,
        role: actor.role,
        timeZone: actor.timeZone,
        within,
      },
    };
    const committed = await rpc<Committed>(
      this.supabase,
      context.source === 'api' ? 'commit_for_program' : 'commit_steps',
      { p },
    );
    if (rest.reply || committed.outcomes.some((outcome) => isForOthers(outcome, actor.personId)))
      this.signals.outbox.raise();
    this.signals.done(context.chat);
    if (committed.replayed && committed.requestHash !== rest.idempotency?.requestHash) {
      throw keyUsedBefore();
    }
    return committed;
  }
}

/** Somebody else may be told of it. */
function isForOthers(outcome: Outcome, personId: string): boolean {
  if (outcome.kind !== 'changed' || outcome.subject.kind !== 'task') return false;
  return outcome.freed !== undefined || outcome.subject.task.assignees.some(({ id }) => id !== personId);
}

/** The same Idempotency-Key came with another request. */
export function keyUsedBefore(): AppError {
  return new AppError('invalid', 'This Idempotency-Key was used for a different request; use a new key', {
    fields: [{ field: 'Idempotency-Key', problem: 'was used for something else' }],
  });
}
