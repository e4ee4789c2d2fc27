import { Injectable } from '@nestjs/common';
import type { Actor, Person, Site } from '#core';
import { type Idempotency, People, type PersonFields, type SiteFields } from '#stores';
import { KeyRing } from '../access/key-ring.ts';
import { newSecret } from '../access/new-secret.ts';
import { Answer } from '../http/answer.ts';
import type { NewKey, NewKeyView } from './keys.dto.ts';

/** Changes to people, sites and keys; whoever's rights may have changed by one is asked for anew. */
@Injectable()
export class DirectoryChanges {
  constructor(
    private readonly people: People,
    private readonly keys: KeyRing,
  ) {}

  async createPerson(actor: Actor, fields: PersonFields, once?: Idempotency): Promise<Answer<Person>> {
    const { result, replayed } = await this.people.createOnce<Person>('person_create', actor, fields, once);
    return Answer.created('/v1/people', result, replayed);
  }

  updatePerson(actor: Actor, id: string, fields: PersonFields, version?: number): Promise<Person> {
    return this.#forgetting(this.people.updatePerson(actor, id, fields, version));
  }

  async deletePerson(actor: Actor, id: string, version?: number): Promise<void> {
    await this.#forgetting(this.people.deletePerson(actor, id, version));
  }

  async createSite(actor: Actor, fields: SiteFields, once?: Idempotency): Promise<Answer<Site>> {
    const { result, replayed } = await this.people.createOnce<Site>('site_create', actor, fields, once);
    return Answer.created('/v1/sites', result, replayed);
  }

  /** A repeated request is answered without the key itself: it was shown once, and only its hash is kept. */
  async createKey(
    actor: Actor,
    { name, personId = actor.personId }: NewKey,
    once?: Idempotency,
  ): Promise<Answer<NewKeyView>> {
    const secret = newSecret();
    const { result, replayed } = await this.people.createKeyOnce(actor, { personId, name, secret }, once);
    return Answer.created('/v1/keys', { ...result, key: replayed ? null : secret }, replayed);
  }

  async revokeKey(actor: Actor, id: string): Promise<void> {
    await this.#forgetting(this.people.revokeKey(actor, id));
  }

  async #forgetting<T>(change: Promise<T>): Promise<T> {
    const changed = await change;
    this.keys.forget();
    return changed;
  }
}
