import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { rpc, SupabaseClient } from '#storage/supabase';

/** Longer than one file may take, there and back. */
const LEASE_SECONDS = 180;

/** A file that lies on the chat's platform and is to be stored, leased to this instance. */
export interface ToFetch {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly messageId: string;
  readonly fileId: string;
  /** photo, voice, document … */
  readonly kind: string;
  readonly name: string | null;
  readonly type: string | null;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  readonly since: string;
}

/** How it went: stored, never to be had, or to be tried again. */
export type Fetched =
  | { readonly mediaId: string }
  | { readonly problem: 'too_large' | 'gone' | 'unusable' | 'out_of_reach' | 'deleted'; readonly error: string }
  | { readonly retrySeconds: number; readonly error: string };

/** Files on their way from the chat's platform to the media store: leased by one instance at a time. May throw `UnavailableError`. */
@Injectable()
export class FileQueue {
  readonly #owner = randomUUID();

  constructor(private readonly supabase: SupabaseClient) {}

  claim(organisationId: string, limit: number, alone = false): Promise<ToFetch[]> {
    const p = { organisationId, owner: this.#owner, leaseSeconds: LEASE_SECONDS, limit, alone };
    return rpc(this.supabase, 'claim_fetches', { p });
  }

  /** Notes how it went; what was stored for a message that was purged meanwhile is deleted again (gone). */
  finish(id: string, result: Fetched): Promise<'done' | 'lost' | 'gone'> {
    return rpc(this.supabase, 'finish_fetch', { p: { id, owner: this.#owner, ...result } });
  }
}
