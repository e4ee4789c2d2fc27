import { Injectable } from '@nestjs/common';
import { type Actor, AppError } from '#core';
import {
  Archives,
  type AuditEntry,
  type AuditFilter,
  Inbox,
  type KeptMessage,
  type MessageFilter,
  type Page,
  type PageAsked,
  type Purge,
  Records,
  type Retention,
  type ToPurge,
} from '#stores';
import { mayDo } from './deeds.ts';

/** What was said and done before, for whoever may know. Throws `forbidden`. */
@Injectable()
export class Archive {
  constructor(
    private readonly records: Records,
    private readonly inbox: Inbox,
    private readonly archives: Archives,
  ) {}

  /** Messages as they were said, newest first: everybody's for managers, one's own for everybody. */
  async messages(actor: Actor, filter: MessageFilter): Promise<Page<KeptMessage>> {
    const personId = filter.personId ?? (actor.role === 'operator' ? actor.personId : undefined);
    mayDo(actor, 'message.show', { personId });
    const page = await this.records.messages(actor.organisationId, { ...filter, personId, viewerId: actor.personId });
    await this.#note(actor, page.items);
    return page;
  }

  /** Throws `not_found` as well. */
  async message(actor: Actor, id: string): Promise<KeptMessage> {
    const [message] = (await this.records.messages(actor.organisationId, { id, viewerId: actor.personId })).items;
    if (!message) throw new AppError('not_found', 'There is no such message');
    mayDo(actor, 'message.show', { personId: message.person?.id });
    await this.#note(actor, [message]);
    return message;
  }

  /** Tries a parked message again; throws `not_found` when there is no such message, or it is not parked. */
  async retry(actor: Actor, id: string): Promise<void> {
    mayDo(actor, 'message.retry');
    if (await this.inbox.retry(actor.organisationId, id)) return;
    throw new AppError('not_found', 'There is no parked message with this id');
  }

  /** Every change, newest first, of what is at the actor's sites. */
  async audit(actor: Actor, filter: AuditFilter): Promise<Page<AuditEntry>> {
    mayDo(actor, 'audit.show');
    return this.archives.audit(actor, filter);
  }

  /** Everything there is may be taken out by admins; that they did is noted. */
  async takeOut(actor: Actor, withMedia: boolean): Promise<void> {
    mayDo(actor, 'everything.export');
    const { organisationId: entityId } = actor;
    await this.archives.noteReading(actor, {
      command: 'everything.export',
      entity: 'organisation',
      entityId,
      after: { media: withMedia },
    });
  }

  async purges(actor: Actor, asked: PageAsked): Promise<Page<Purge>> {
    mayDo(actor, 'audit.show');
    return this.archives.purges(actor.organisationId, asked);
  }

  /** Removes a record and every trace of its content, leaving who did it, when and why. */
  async purge(actor: Actor, what: ToPurge): Promise<Purge> {
    mayDo(actor, 'record.purge');
    return this.archives.purge(actor, what);
  }

  async retention(actor: Actor): Promise<Retention> {
    mayDo(actor, 'retention.show');
    return this.archives.retention(actor.organisationId);
  }

  async setRetention(actor: Actor, changes: Partial<Retention>): Promise<Retention> {
    mayDo(actor, 'retention.update');
    return this.archives.setRetention(actor, changes);
  }

  /** What others said is read by whoever may, and never unseen: what cannot be noted is not shown. */
  async #note(actor: Actor, messages: readonly KeptMessage[]): Promise<void> {
    const read = messages.filter(({ person, text }) => text !== null && person?.id !== actor.personId);
    const [first] = read;
    if (!first) return;
    const people = [...new Set(read.flatMap(({ person }) => (person ? [person.id] : [])))];
    const after = { people, messages: read.map(({ id }) => id) };
    await this.archives.noteReading(actor, { command: 'message.show', entity: 'message', entityId: first.id, after });
  }
}
