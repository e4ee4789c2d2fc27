import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Asked,
  AppError,
  type Command,
  type List,
  type Outcome,
  type PersonSettings,
  type Reminder,
  type Report,
  StaleError,
  type Task,
  type Template,
} from '#core';
import { Processors } from '#processors';
import type { Idempotency } from '#stores';
import { Answer } from '../http/answer.ts';

interface RecordOf {
  readonly task: Task;
  readonly list: List;
  readonly reminder: Reminder;
  readonly report: Report;
  readonly template: Template;
  readonly settings: PersonSettings;
}

export type Kind = keyof RecordOf;

/** Programs speak in commands; this is where one becomes a record, or the reason why not. */
@Injectable()
export class Programs {
  constructor(private readonly processors: Processors) {}

  /** Makes a record of `kind`, which is then found at `collection`/its id. */
  async create<K extends Kind>(
    kind: K,
    collection: string,
    actor: Actor,
    command: Command,
    idempotency?: Idempotency,
  ): Promise<Answer<RecordOf[K]>> {
    const { body, replayed } = await this.change(kind, actor, command, idempotency);
    return Answer.created(collection, body, replayed);
  }

  /** Carries out a command and answers the record of `kind` as it is afterwards. */
  async change<K extends Kind>(
    kind: K,
    actor: Actor,
    command: Command,
    idempotency?: Idempotency,
  ): Promise<Answer<RecordOf[K]>> {
    const { outcomes, replayed } = await this.processors.execute(actor, command, idempotency);
    return Answer.of(recordIn(kind, outcomes[0]), replayed);
  }
}

function recordIn<K extends Kind>(kind: K, outcome: Outcome | undefined): RecordOf[K] {
  if (outcome?.kind === 'changed' && outcome.subject.kind === kind) return recordOf(kind, outcome.subject);
  if (outcome?.kind === 'refused')
    throw outcome.stale ? new StaleError(outcome.reason) : new AppError(outcome.code, outcome.reason);
  if (outcome?.kind === 'asked') throw incomplete(outcome);
  throw new AppError('internal', `a ${kind} was expected, and came: ${outcome?.kind ?? 'nothing'}`);
}

function recordOf<K extends Kind>(kind: K, subject: object): RecordOf[K] {
  return (subject as RecordOf)[kind]; // a subject carries its record under the name of its kind
}

function incomplete({ command, missing = [] }: Asked): AppError {
  if (command.endsWith('.update') && missing[0] === 'due')
    return new AppError('invalid', 'There is nothing to change: give at least one field');
  const fields = missing.map((field) => ({ field, problem: 'is needed' }));
  return new AppError('invalid', `This is not complete: ${missing.join(', ') || 'something'} is needed`, { fields });
}
