import { Injectable } from '@nestjs/common';
import type { Actor, Person, Site } from '#core';
import { People, type PersonFields, type SiteFields } from '#stores';
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

  async createPerson(actor: Actor, fields: PersonFields): Promise<Answer<Person>> {
    return Answer.created('/v1/people', await this.people.createPerson(actor, fields));
  }

  updatePerson(actor: Actor, id: string, fields: PersonFields, version?: number): Promise<Person> {
    return this.#forgetting(this.people.updatePerson(actor, id, fields, version));
  }

  async deletePerson(actor: Actor, id: string, version?: number): Promise<void> {
    await this.#forgetting(this.people.deletePerson(actor, id, version));
  }

  async createSite(actor: Actor, fields: SiteFields): Promise<Answer<Site>> {
    return Answer.created('/v1/sites', await this.people.createSite(actor, fields));
  }

  async createKey(actor: Actor, { name, personId = actor.personId }: NewKey): Promise<Answer<NewKeyView>> {
    const key = newSecret();
    return Answer.created('/v1/keys', {
      ...(await this.people.createKey(actor, { personId, name, secret: key })),
      key,
    });
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
