import { Injectable } from '@nestjs/common';
import { type Actor, type ApiKey, AppError, type Person, type Scope, type Site } from '#core';
import {
  type Idempotency,
  type Invite,
  Invites,
  type Once,
  type Page,
  type PageAsked,
  People,
  type PersonFields,
  type SiteFields,
} from '#stores';
import { mayDo } from './deeds.ts';

/** What somebody may say about themselves whatever their role. */
const ABOUT_ONESELF: ReadonlySet<string> = new Set(['timeZone', 'language', 'quietFrom', 'quietUntil', 'digestAt']);

export interface KeyAsked {
  readonly personId: string;
  readonly name: string;
  readonly secret: string;
  readonly scopes?: readonly Scope[];
  readonly expiresAt?: string | null;
}

/** Changes to people, places and keys, by whoever may make them. Throws `forbidden`, and what the stores throw. */
@Injectable()
export class Crew {
  constructor(
    private readonly people: People,
    private readonly invites: Invites,
  ) {}

  async createPerson(actor: Actor, fields: PersonFields, once?: Idempotency): Promise<Once<Person>> {
    const { role = 'operator' } = fields;
    mayDo(actor, 'person.create', { role });
    return this.people.createOnce('person_create', actor, await this.#placed(actor, fields), once);
  }

  async updatePerson(actor: Actor, id: string, fields: PersonFields, version?: number): Promise<Person> {
    if (actor.role !== 'admin') await this.#mayUpdate(actor, id, fields);
    else mayDo(actor, 'person.update', { personId: id });
    return this.people.updatePerson(actor, id, fields, version);
  }

  async deletePerson(actor: Actor, id: string, version?: number): Promise<void> {
    mayDo(actor, 'person.delete');
    await this.people.deletePerson(actor, id, version);
  }

  async invite(actor: Actor, id: string): Promise<Invite> {
    if (actor.role === 'manager') mayDo(actor, 'person.invite', { role: (await this.#person(actor, id)).role });
    else mayDo(actor, 'person.invite');
    return this.invites.create(actor, id);
  }

  async createSite(actor: Actor, fields: SiteFields, once?: Idempotency): Promise<Once<Site>> {
    mayDo(actor, 'site.change');
    return this.people.createOnce('site_create', actor, fields, once);
  }

  async updateSite(actor: Actor, id: string, fields: SiteFields, version?: number): Promise<Site> {
    mayDo(actor, 'site.change');
    return this.people.updateSite(actor, id, fields, version);
  }

  async deleteSite(actor: Actor, id: string, version?: number): Promise<void> {
    mayDo(actor, 'site.change');
    await this.people.deleteSite(actor, id, version);
  }

  async keys(actor: Actor, asked: PageAsked): Promise<Page<ApiKey>> {
    mayDo(actor, 'key.manage');
    return this.people.keys(actor.organisationId, asked);
  }

  async createKey(actor: Actor, key: KeyAsked, once?: Idempotency): Promise<Once<ApiKey>> {
    mayDo(actor, 'key.manage');
    return this.people.createKeyOnce(actor, key, once);
  }

  async revokeKey(actor: Actor, id: string): Promise<void> {
    mayDo(actor, 'key.manage');
    await this.people.revokeKey(actor, id);
  }

  /** Operators change what concerns only themselves; managers whatever they like about operators, but no role. */
  async #mayUpdate(actor: Actor, id: string, fields: PersonFields): Promise<void> {
    if (id === actor.personId) {
      mayDo(actor, 'person.update', { personId: id });
      const beyond = Object.keys(fields).filter(
        (name) => Reflect.get(fields, name) !== undefined && !ABOUT_ONESELF.has(name),
      );
      if (beyond.length > 0) throw new AppError('forbidden', `Only an admin may change your ${beyond.join(', ')}`);
      return;
    }
    if (actor.role === 'operator') return mayDo(actor, 'person.update');
    mayDo(actor, 'person.update', { role: (await this.#person(actor, id)).role });
    if (fields.role && fields.role !== 'operator') throw new AppError('forbidden', 'Only an admin may give that role');
    if (fields.siteIds) await this.#placed(actor, fields);
  }

  /** A manager of some sites has people there, and nowhere else. */
  async #placed(actor: Actor, fields: PersonFields): Promise<PersonFields> {
    if (actor.role === 'admin') return fields;
    const { siteIds: own } = await this.#person(actor, actor.personId);
    if (own.length === 0) return fields;
    if (!fields.siteIds?.length) return { ...fields, siteIds: own };
    if (fields.siteIds.some((id) => !own.includes(id)))
      throw new AppError('forbidden', 'That is not one of your sites');
    return fields;
  }

  async #person({ organisationId }: Actor, id: string): Promise<Person> {
    const [person] = (await this.people.people(organisationId, { id })).items;
    if (!person) throw new AppError('not_found', 'There is no such person');
    return person;
  }
}
