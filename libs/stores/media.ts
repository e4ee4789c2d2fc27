import { Injectable } from '@nestjs/common';
import type { Actor, Media } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { keyUsedBefore } from './ledger.ts';
import { type Page, page, placeOf, type RawPage } from './page.ts';
import type { PageAsked, Viewer } from './records.ts';
import type { Idempotency } from './steps.ts';

/** What is known of a file before its bytes are stored. */
export interface NewMedia {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** Where its bytes are to be. */
  readonly key: string;
  readonly messageId?: string;
}

/** A record, and where its bytes are. */
export interface KeptMedia {
  readonly media: Media;
  readonly key: string;
  readonly replayed: boolean;
}

/** A record whose bytes may not be there, or bytes whose record is gone. */
export interface UnsettledMedia {
  readonly id: string;
  readonly key: string;
  readonly size: number;
  readonly erase: boolean;
}

/** Which files are wanted: of a message, of a record. */
export interface MediaFilter extends PageAsked {
  readonly messageId?: string | undefined;
  readonly recordId?: string | undefined;
}

type Row = Media & { readonly seq: number; readonly key: string };

/** The records of files. All may throw `UnavailableError`. */
@Injectable()
export class MediaRecords {
  constructor(private readonly supabase: SupabaseClient) {}

  /** A record that waits for its bytes; the same request again finds the one it made before. */
  async begin(
    actor: Pick<Actor, 'organisationId' | 'personId'>,
    media: NewMedia,
    idempotency?: Idempotency,
  ): Promise<KeptMedia> {
    const { organisationId, personId } = actor;
    const once = idempotency && { once: idempotency.sourceId, requestHash: idempotency.requestHash };
    const p = { organisationId, personId, ...media, ...once };
    const { requestHash, ...kept } = await rpc<KeptMedia & { requestHash?: string }>(this.supabase, 'media_begin', {
      p,
    });
    if (kept.replayed && requestHash !== idempotency?.requestHash) throw keyUsedBefore();
    return kept;
  }

  /** The bytes are there, or will not come. Undefined: it was deleted or given up meanwhile. */
  async settle(id: string, stored: boolean): Promise<Media | undefined> {
    return (await rpc<Media | null>(this.supabase, 'media_settle', { p: { id, stored } })) ?? undefined;
  }

  /** Those the viewer may see, newest first. */
  async page({ organisationId, personId: viewerId }: Viewer, { cursor, ...asked }: MediaFilter): Promise<Page<Media>> {
    const p = { organisationId, viewerId, ...asked, beforeSeq: placeOf(cursor) };
    const { items, nextCursor } = page(await rpc<RawPage<Row>>(this.supabase, 'show_media', { p }), ({ seq }) => seq);
    return { items: items.map((row) => keptOf(row).media), nextCursor };
  }

  async find({ organisationId, personId: viewerId }: Viewer, id: string): Promise<KeptMedia | undefined> {
    const p = { organisationId, viewerId, id };
    const { items } = await rpc<RawPage<Row>>(this.supabase, 'show_media', { p });
    return items[0] && keptOf(items[0]);
  }

  /** `DatabaseError` PT404, PT403 (not theirs) or PT412. */
  delete({ organisationId, personId, role }: Actor, id: string, version?: number): Promise<Media> {
    const ctx = { organisationId, personId, role };
    return rpc(this.supabase, 'media_delete', { ctx, a: { id, version } });
  }

  /** What is to be finished or cleared; records that only just began are left alone for `afterSeconds`. */
  unsettled(organisationId: string, afterSeconds: number, limit: number): Promise<UnsettledMedia[]> {
    return rpc(this.supabase, 'unsettled_media', { p: { organisationId, afterSeconds, limit } });
  }

  async erased(ids: readonly string[]): Promise<void> {
    await rpc(this.supabase, 'media_erased', { p: { ids } });
  }
}

function keptOf({ seq, key, ...media }: Row): KeptMedia {
  void seq;
  return { media, key, replayed: false };
}
