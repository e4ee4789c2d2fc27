import { Injectable } from '@nestjs/common';
import type { Actor, Person, Site } from '#core';
import { Crew } from '#processors';
import type { Idempotency, PersonFields, SiteFields } from '#stores';
import { KeyRing } from '../access/key-ring.ts';
import { newSecret } from '../access/new-secret.ts';
import { Answer } from '../http/answer.ts';
import type { NewKey, NewKeyView } from './keys.dto.ts';

/** Changes to people, sites and keys; whoever's rights may have changed by one is asked for anew. */
@Injectable()
export class DirectoryChanges {
  constructor(
    private readonly crew: Crew,
    private readonly keys: KeyRing,
  ) {}

  async createPerson(actor: Actor, fields: PersonFields, once?: Idempotency): Promise<Answer<Person>> {
    const { result, replayed } = await this.crew.createPerson(actor, fields, once);
    return Answer.created('/v1/people', result, replayed);
  }

  updatePerson(actor: Actor, id: string, fields: PersonFields, version?: number): Promise<Person> {
    return this.#forgetting(this.crew.updatePerson(actor, id, fields, version));
  }

  async deletePerson(actor: Actor, id: string, version?: number): Promise<void> {
    await this.#forgetting(this.crew.deletePerson(actor, id, version));
  }

  async createSite(actor: Actor, fields: SiteFields, once?: Idempotency): Promise<Answer<Site>> {
    const { result, replayed } = await this.crew.createSite(actor, fields, once);
    return Answer.created('/v1/sites', result, replayed);
  }

  updateSite(actor: Actor, id: string, fields: SiteFields, version?: number): Promise<Site> {
    return this.crew.updateSite(actor, id, fields, version);
  }

  deleteSite(actor: Actor, id: string, version?: number): Promise<void> {
    return this.crew.deleteSite(actor, id, version);
  }

  /** A repeated request is answered without the key itself: it was shown once, and only its hash is kept. */
  async createKey(
    actor: Actor,
    { personId = actor.personId, scopes = ['read', 'write'], ...key }: NewKey,
    once?: Idempotency,
  ): Promise<Answer<NewKeyView>> {
    const secret = newSecret();
    const { result, replayed } = await this.crew.createKey(actor, { ...key, personId, scopes, secret }, once);
    return Answer.created('/v1/keys', { ...result, key: replayed ? null : secret }, replayed);
  }

  async revokeKey(actor: Actor, id: string): Promise<void> {
    await this.#forgetting(this.crew.revokeKey(actor, id));
  }

  async #forgetting<T>(change: Promise<T>): Promise<T> {
    const changed = await change;
    this.keys.forget();
    return changed;
  }
}
