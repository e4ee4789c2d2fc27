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

  constructor(private readonly supabase: SupabaseClient) {}

  /** Forget what is kept: somebody here has just changed the directory. */
  drop(organisationId: string): void {
    this.#kept.delete(organisationId);
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
