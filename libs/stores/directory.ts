import { Injectable } from '@nestjs/common';
import type { KnownChecklist, KnownList, KnownPerson, KnownSite, KnownTemplate, Role } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';

export interface DirectoryPerson extends KnownPerson {
  readonly role: Role;
  readonly language: string;
}

/** Everybody, every place, every list and template of an organisation, by name; and who is under way with a checklist. */
export interface DirectoryContents {
  readonly version: number;
  readonly people: readonly DirectoryPerson[];
  readonly sites: readonly KnownSite[];
  readonly lists: readonly KnownList[];
  readonly templates: readonly KnownTemplate[];
  readonly checklists: readonly KnownChecklist[];
}

/** How long a copy is good for somebody who was not told the present version. */
const GOOD_FOR_MS = 2000;

/** The directory, kept in memory and read again only when the database says it has changed. */
@Injectable()
export class Directory {
  readonly #kept = new Map<string, DirectoryContents & { readonly readAt: number }>();

  readonly #seen = new WeakMap<readonly KnownList[], Map<string, readonly KnownList[]>>();

  constructor(private readonly supabase: SupabaseClient) {}

  /** Forget what is kept: somebody here has just changed the directory. */
  drop(organisationId: string): void {
    this.#kept.delete(organisationId);
  }

  /** The same, without the private lists of others. */
  async seenBy(organisationId: string, personId: string, version?: number): Promise<DirectoryContents> {
    const contents = await this.of(organisationId, version);
    return { ...contents, lists: this.#listsSeenBy(contents.lists, personId) };
  }

  /** One array for each person as long as the directory stays the same: the rails remember what they made of it. */
  #listsSeenBy(lists: readonly KnownList[], personId: string): readonly KnownList[] {
    if (lists.every(({ ownerId }) => ownerId === undefined)) return lists;
    const seen = this.#seen.get(lists) ?? new Map<string, readonly KnownList[]>();
    this.#seen.set(lists, seen);
    const own = seen.get(personId) ?? lists.filter(({ ownerId }) => ownerId === undefined || ownerId === personId);
    seen.set(personId, own);
    return own;
  }

  /** The directory at `version` or newer; without a version, at most two seconds old. Throws `UnavailableError`. */
  async of(organisationId: string, version?: number): Promise<DirectoryContents> {
    const kept = this.#kept.get(organisationId);
    if (kept && (version === undefined ? performance.now() - kept.readAt < GOOD_FOR_MS : kept.version >= version))
      return kept;
    const readAt = performance.now();
    const read = await rpc<DirectoryContents>(this.supabase, 'directory_contents', { p_organisation: organisationId });
    this.#kept.set(organisationId, { ...read, readAt });
    return read;
  }
}
