import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Outcome, Source } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';

/** Longer than any one call to a chat platform may take. */
const LEASE_SECONDS = 60;

/** Something to be said in a chat: outcomes as data, put into words when it is sent. */
export interface ToSend {
  readonly id: number;
  readonly channel: Source;
  readonly chat: string;
  readonly attempts: number;
  readonly messageId: string | null;
  readonly body: {
    readonly outcomes: readonly Outcome[];
    readonly replyTo?: string;
    readonly language: string;
    readonly timeZone: string;
  };
}

export type Sent =
  | { readonly sent: true; readonly platformId?: string }
  | { readonly sent: false; readonly error: string; readonly retrySeconds?: number; readonly giveUp?: boolean };

/** What is to be sent, in each chat's order, by whoever holds the lease. */
@Injectable()
export class Outbox {
  readonly #owner = randomUUID();

  constructor(private readonly supabase: SupabaseClient) {}

  /** Takes the head of up to `limit` chats' queues. */
  claim(organisationId: string, limit: number, alone = false): Promise<ToSend[]> {
    const p = { organisationId, owner: this.#owner, leaseSeconds: LEASE_SECONDS, limit, alone };
    return rpc(this.supabase, 'claim_outbox', { p });
  }

  /** Says how sending went; false when the lease was lost meanwhile. */
  finish(id: number, result: Sent): Promise<boolean> {
    return rpc(this.supabase, 'finish_outbox', { p: { id, owner: this.#owner, ...result } });
  }
}
