import { Injectable } from '@nestjs/common';
import type { Actor, NameRef, RecordSource } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { type Page, page, placeOf, type RawPage, type Seq, withoutSeq } from './page.ts';
import type { PageAsked, Viewer } from './records.ts';

/** One change as it was written down in the transaction that made it. */
export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly person: NameRef | null;
  readonly command: string;
  readonly entity: string;
  readonly entityId: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly source: RecordSource;
  /** How the message was understood, and which model had a say in it. */
  readonly rail: string | null;
  readonly confidence: number | null;
  readonly tier: string | null;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly undoes: number | null;
}

export interface AuditFilter extends PageAsked {
  readonly entity?: string;
  readonly entityId?: string;
  readonly personId?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A record that stays, and in which others named somebody who was removed. */
export interface NamedIn {
  readonly entity: string;
  readonly id: string;
  readonly ref: number | null;
}

/** What is to be removed for good. `replaceNames`: also a person's name in what others wrote. */
export interface ToPurge {
  readonly entity: string;
  readonly id: string;
  readonly reason: string;
  readonly replaceNames?: boolean;
}

/** What is left of a record that was removed for good. `doneAt`: when nothing mentioned it any more. */
export interface Purge {
  readonly id: string;
  readonly entity: string;
  readonly entityId: string;
  readonly ref: number | null;
  readonly reason: string;
  readonly person: NameRef | null;
  readonly at: string;
  readonly doneAt: string | null;
  readonly namedIn: readonly NamedIn[];
  readonly namesReplaced: boolean;
}

/** How many days things are kept; null: for good. */
export interface Retention {
  readonly messagesDays: number | null;
  readonly outboxDays: number | null;
  readonly deletedDays: number | null;
  readonly version: number;
}

/** What was only read, and is noted all the same. */
export interface Reading {
  readonly command: 'message.show' | 'everything.export';
  readonly entity: string;
  readonly entityId: string;
  readonly after: object;
}

/** The audit, what was purged, and how long things are kept. */
@Injectable()
export class Archives {
  constructor(private readonly supabase: SupabaseClient) {}

  async audit(
    { organisationId, personId: viewerId }: Viewer,
    { cursor, ...filter }: AuditFilter,
  ): Promise<Page<AuditEntry>> {
    const p = { organisationId, viewerId, ...filter, beforeId: placeOf(cursor) };
    return page(await rpc<RawPage<AuditEntry>>(this.supabase, 'show_audit', { p }), (entry) => entry.id);
  }

  /** Notes that somebody read what others said, or took everything out. */
  noteReading({ organisationId, personId }: Actor, read: Reading): Promise<void> {
    return rpc(this.supabase, 'note_reading', { p: { organisationId, personId, ...read } });
  }

  /** Removes a record and its traces for good; answers when nothing mentions it any more. */
  async purge(actor: Actor, what: ToPurge): Promise<Purge> {
    const { organisationId, personId } = actor;
    const purge = await rpc<Purge>(this.supabase, 'purge_record', { ctx: { organisationId, personId }, a: what });
    while ((await rpc<number>(this.supabase, 'go_on_purging', { p: { organisationId } })) > 0);
    return (await this.purges(organisationId, { id: purge.id })).items[0] ?? purge;
  }

  async purges(organisationId: string, { cursor, ...asked }: PageAsked & { id?: string }): Promise<Page<Purge>> {
    const p = { organisationId, ...asked, beforeSeq: placeOf(cursor) };
    const raw = await rpc<RawPage<Purge & Seq>>(this.supabase, 'show_purges', { p });
    const { items, nextCursor } = page(raw, ({ seq }) => seq);
    return { items: items.map(withoutSeq<Purge>), nextCursor };
  }

  retention(organisationId: string): Promise<Retention> {
    return rpc(this.supabase, 'show_retention', { p: { organisationId } });
  }

  setRetention(actor: Actor, changes: Partial<Retention>): Promise<Retention> {
    const ctx = { organisationId: actor.organisationId, personId: actor.personId };
    return rpc(this.supabase, 'retention_update', { ctx, a: changes });
  }

  /** Lets go of a little of what is older than the settings say; answers whether there may be more at once. */
  keepRetention(organisationId: string, limit?: number): Promise<boolean> {
    return rpc(this.supabase, 'keep_retention', { p: { organisationId, limit } });
  }
}
