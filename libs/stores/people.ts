import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, ApiKey, Person, Role, Site } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { Directory } from './directory.ts';
import { type Page, page, placeOf, type RawPage } from './page.ts';
import type { PageAsked } from './records.ts';

/** What may be said of a person; in an update, absent keeps and null clears. */
export interface PersonFields {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly role?: Role;
  readonly timeZone?: string | null;
  readonly language?: string;
  readonly telegramId?: string | null;
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
}

export interface Founding {
  readonly organisationId: string;
  readonly adminId: string;
  readonly fresh: boolean;
  readonly keys: number;
}

interface Seq {
  readonly seq: number;
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

  createPerson(actor: Actor, fields: PersonFields): Promise<Person> {
    return this.#change('person_create', actor, fields);
  }

  updatePerson(actor: Actor, id: string, fields: PersonFields, version?: number): Promise<Person> {
    return this.#change('person_update', actor, { ...fields, id, version });
  }

  deletePerson(actor: Actor, id: string, version?: number): Promise<Person> {
    return this.#change('person_delete', actor, { id, version });
  }

  createSite(actor: Actor, fields: SiteFields): Promise<Site> {
    return this.#change('site_create', actor, fields);
  }

  updateSite(actor: Actor, id: string, fields: SiteFields, version?: number): Promise<Site> {
    return this.#change('site_update', actor, { ...fields, id, version });
  }

  deleteSite(actor: Actor, id: string, version?: number): Promise<Site> {
    return this.#change('site_delete', actor, { id, version });
  }

  /** Stores a key by its hash; the same key again is the key that is there. */
  createKey(actor: Actor, key: { personId: string; name: string; secret: string }): Promise<ApiKey> {
    const { secret, ...rest } = key;
    return this.#change('key_create', actor, { ...rest, prefix: secret.slice(0, 10), hash: hashOf(secret) });
  }

  revokeKey(actor: Actor, id: string): Promise<ApiKey> {
    return this.#change('key_revoke', actor, { id });
  }

  /** Whose key this is; undefined when it is nobody's or was revoked. */
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

function withoutSeq<T>({ seq, ...item }: T & Seq): T {
  void seq;
  return item as T; // T & Seq less what SQL added for paging
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
