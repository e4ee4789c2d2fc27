import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, ApiKey, Person, Role, Scope, Site } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { Directory } from './directory.ts';
import { keyUsedBefore } from './ledger.ts';
import { type Page, page, placeOf, type RawPage, type Seq, withoutSeq } from './page.ts';
import type { PageAsked } from './records.ts';
import type { Idempotency } from './steps.ts';

/** What may be said of a person; in an update, absent keeps and null clears. */
export interface PersonFields {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly role?: Role;
  readonly timeZone?: string | null;
  readonly language?: string;
  readonly telegramId?: string | null;
  /** All their accounts; `telegramId` is short for one. */
  readonly telegramIds?: readonly string[];
  /** Where they work; none: everywhere. */
  readonly siteIds?: readonly string[];
  readonly quietFrom?: string | null;
  readonly quietUntil?: string | null;
  readonly digestAt?: string | null;
}

export interface SiteFields {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly timeZone?: string | null;
}

/** Whose key a request came with. */
export interface KeyOwner {
  readonly keyId: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly timeZone: string | null;
  readonly language: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  readonly requestsPerMinute: number | null;
}

export interface Founding {
  readonly organisationId: string;
  readonly adminId: string;
  readonly fresh: boolean;
  readonly keys: number;
}

/** What can be made under an Idempotency-Key. */
export type Creation = 'person_create' | 'site_create' | 'key_create' | 'webhook_create';

/** What came of a request that has its effect once. */
export interface Once<T> {
  readonly result: T;
  readonly replayed: boolean;
}

interface NewSecret {
  readonly personId: string;
  readonly name: string;
  readonly secret: string;
  /** All of them when not said. */
  readonly scopes?: readonly Scope[];
  readonly expiresAt?: string | null;
  readonly requestsPerMinute?: number | null;
}

/** People, sites, keys and the organisation they belong to. Rules of the directory (one admin at least, one owner per
 * Telegram id, …) are `DatabaseError`s with the codes PT404, PT409 and PT412; all may throw `UnavailableError`. */
@Injectable()
export class People {
  constructor(
    private readonly supabase: SupabaseClient,
    private readonly directory: Directory,
  ) {}

  /** The organisation of this deployment, made at the first call. */
  found(name: string, adminName: string): Promise<Founding> {
    return rpc(this.supabase, 'found_organisation', { p: { name, adminName } });
  }

  addSamples(
    organisationId: string,
    samples: { people: readonly SiteFields[]; sites: readonly SiteFields[] },
  ): Promise<void> {
    return rpc(this.supabase, 'add_samples', { p: { organisationId, ...samples } });
  }

  people(organisationId: string, asked: PageAsked & { id?: string }): Promise<Page<Person>> {
    return this.#show<Person>('show_people', organisationId, asked);
  }

  sites(organisationId: string, asked: PageAsked & { id?: string }): Promise<Page<Site>> {
    return this.#show<Site>('show_sites', organisationId, asked);
  }

  keys(organisationId: string, asked: PageAsked): Promise<Page<ApiKey>> {
    return this.#show<ApiKey>('show_keys', organisationId, asked);
  }

  async createPerson(actor: Actor, fields: PersonFields): Promise<Person> {
    return (await this.createOnce<Person>('person_create', actor, fields)).result;
  }

  updatePerson(actor: Actor, id: string, fields: PersonFields, version?: number): Promise<Person> {
    return this.#change('person_update', actor, { ...fields, id, version });
  }

  deletePerson(actor: Actor, id: string, version?: number): Promise<Person> {
    return this.#change('person_delete', actor, { id, version });
  }

  async createSite(actor: Actor, fields: SiteFields): Promise<Site> {
    return (await this.createOnce<Site>('site_create', actor, fields)).result;
  }

  updateSite(actor: Actor, id: string, fields: SiteFields, version?: number): Promise<Site> {
    return this.#change('site_update', actor, { ...fields, id, version });
  }

  deleteSite(actor: Actor, id: string, version?: number): Promise<Site> {
    return this.#change('site_delete', actor, { id, version });
  }

  /** Stores a key by its hash; the same key again is the key that is there. */
  async createKey(actor: Actor, key: NewSecret): Promise<ApiKey> {
    return (await this.createKeyOnce(actor, key)).result;
  }

  createKeyOnce(actor: Actor, { secret, ...rest }: NewSecret, idempotency?: Idempotency): Promise<Once<ApiKey>> {
    return this.createOnce(
      'key_create',
      actor,
      { ...rest, prefix: secret.slice(0, 10), hash: hashOf(secret) },
      idempotency,
    );
  }

  /** Makes a person, a site or a key; under an Idempotency-Key the same request again answers what it answered then. */
  async createOnce<T>(op: Creation, actor: Actor, a: object, idempotency?: Idempotency): Promise<Once<T>> {
    if (!idempotency) return { result: await this.#change<T>(op, actor, a), replayed: false };
    const ctx = { organisationId: actor.organisationId, personId: actor.personId };
    const p = { op, ctx, a, idempotency };
    const { requestHash, ...once } = await rpc<Once<T> & Idempotency>(this.supabase, 'change_once', { p });
    if (requestHash !== idempotency.requestHash) throw keyUsedBefore();
    this.directory.drop(actor.organisationId);
    return once;
  }

  revokeKey(actor: Actor, id: string): Promise<ApiKey> {
    return this.#change('key_revoke', actor, { id });
  }

  /** Whose key this is; undefined when it is nobody's, was revoked, or its time is over. */
  async ownerOf(secret: string): Promise<KeyOwner | undefined> {
    return (await rpc<KeyOwner | null>(this.supabase, 'key_owner', { p_hash: hashOf(secret) })) ?? undefined;
  }

  async #show<T>(name: string, organisationId: string, { cursor, ...asked }: PageAsked): Promise<Page<T>> {
    const p = { organisationId, ...asked, afterSeq: placeOf(cursor) };
    const { items, nextCursor } = page(await rpc<RawPage<T & Seq>>(this.supabase, name, { p }), (item) => item.seq);
    return { items: items.map(withoutSeq<T>), nextCursor };
  }

  async #change<T>(name: string, actor: Actor, a: object): Promise<T> {
    const ctx = { organisationId: actor.organisationId, personId: actor.personId };
    const changed = await rpc<T>(this.supabase, name, { ctx, a });
    this.directory.drop(actor.organisationId);
    return changed;
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
