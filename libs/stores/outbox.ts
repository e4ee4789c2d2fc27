import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Outcome, Source } from '#core';
import { DatabaseError, rpc, SupabaseClient } from '#storage/supabase';
import { Batch } from './batch.ts';

/** Longer than saying something may take: a turn in its chat, and two calls of ten seconds. */
const LEASE_SECONDS = 30;
const FINISHED_AT_ONCE = 50;

/** Something to be said in a chat: outcomes as data, put into words when it is sent. */
export interface ToSend {
  readonly id: number;
  readonly channel: Source;
  readonly chat: string;
  readonly attempts: number;
  readonly messageId: string | null;
  /** Somebody may have sent it already: whoever held it before died without saying. */
  readonly again: boolean;
  readonly body: {
    readonly outcomes: readonly Outcome[];
    readonly replyTo?: string;
    readonly topic?: string;
    readonly instead?: string;
    readonly language: string;
    readonly timeZone: string;
  };
}

export type Sent =
  | { readonly sent: true; readonly platformId?: string }
  | {
      readonly sent: false;
      readonly error: string;
      readonly retrySeconds?: number;
      readonly giveUp?: boolean;
      readonly closed?: boolean;
      readonly movedTo?: string;
    };

/** What is to be sent, in each chat's order, by whoever holds the lease. */
@Injectable()
export class Outbox {
  readonly #owner = randomUUID();
  // what was said and not yet noted is said again after a crash: that time is kept short
  readonly #finishing = new Batch<Sent & { readonly id: number }, boolean>(
    (results) => rpc(this.supabase, 'finish_outbox', { p: { owner: this.#owner, results } }, { urgent: true }),
    FINISHED_AT_ONCE,
    (error) => error instanceof DatabaseError,
  );

  constructor(private readonly supabase: SupabaseClient) {}

  /** Takes the head of up to `limit` chats' queues. */
  claim(organisationId: string, limit: number, alone = false): Promise<ToSend[]> {
    const p = { organisationId, owner: this.#owner, leaseSeconds: LEASE_SECONDS, limit, alone };
    return rpc(this.supabase, 'claim_outbox', { p });
  }

  /** Nothing may be said in this chat any more, until somebody writes there: since `refused` was claimed, if it was that. */
  closeChat(organisationId: string, channel: string, chat: string, reason: string, refused?: number): Promise<void> {
    const p = { organisationId, channel, chat, reason, refused, leaseSeconds: LEASE_SECONDS };
    return rpc(this.supabase, 'close_chat', { p });
  }

  /** Somebody is there to be spoken to again; `personId` when it is their own chat. */
  openChat(organisationId: string, channel: string, chat: string, personId?: string): Promise<void> {
    const args = { org: organisationId, p_channel: channel, p_chat: chat, p_person: personId ?? null };
    return rpc(this.supabase, 'open_chat', args);
  }

  /** A chat goes by a new id: what is known of it and what waits for it moves there. */
  moveChat(organisationId: string, channel: string, from: string, to: string): Promise<void> {
    return rpc(this.supabase, 'move_chat', { p: { organisationId, channel, from, to } });
  }

  /** Notes how sending went; those that end at the same time together. False when the lease was lost meanwhile. */
  finish(id: number, result: Sent): Promise<boolean> {
    return this.#finishing.add({ id, ...result });
  }
}
