import { Injectable } from '@nestjs/common';
import type { Outcome, Reminder } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';

const LEASE_SECONDS = 20;

/** Somebody a reminder is for, and where they can be reached. Times of day as `HH:MM:SS`. */
export interface Listener {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string | null;
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  /** Their own chat with the bot, while it is open. */
  readonly chat: string | null;
  readonly externalId: string | null;
}

/** A reminder whose time has come, leased to this instance. */
export interface DueReminder extends Reminder {
  readonly token: string;
  /** Where the repetition is counted from. */
  readonly startsAt: string;
  readonly dueSince: string;
  readonly origin: { readonly source: string; readonly chat: string | null };
  readonly listeners: readonly Listener[];
}

/** What becomes of a due reminder: it is over, goes on at `next`, or waits until quiet hours end. */
export interface Fired {
  readonly id: string;
  readonly token: string;
  readonly next?: string;
  readonly putOffUntil?: string;
}

/** Something to be said because of one or several reminders; the same `dedupe` is said once. */
export interface ToSay {
  readonly dedupe: string;
  readonly channel: string;
  readonly chat: string;
  readonly reminders: readonly string[];
  readonly body: { readonly outcomes: readonly Outcome[]; readonly language: string; readonly timeZone: string };
}

/** How much was said without being asked. */
export interface Rounds {
  readonly digests: number;
  readonly nudges: number;
  readonly escalations: number;
  /** What was held back while somebody wanted quiet. */
  readonly told: number;
}

/** Reminders that fall due: leased, fenced, and moved on in the transaction that puts them into the outbox. */
@Injectable()
export class DueReminders {
  constructor(private readonly supabase: SupabaseClient) {}

  /** Takes up to `limit` due reminders; `next` is when another falls due. */
  claim(organisationId: string, limit: number, alone = false): Promise<{ due: DueReminder[]; next: string | null }> {
    return rpc(this.supabase, 'claim_due', { p: { organisationId, limit, leaseSeconds: LEASE_SECONDS, alone } });
  }

  /** Puts digests, nudges, escalations and what was held back into the outbox, each once; answers how many. */
  makeRounds(organisationId: string, timeZone: string, escalateSeconds: number): Promise<Rounds> {
    return rpc(this.supabase, 'go_round', { p: { organisationId, timeZone, escalateSeconds } });
  }

  /** Fires them; those whose lease was lost, or which were changed meanwhile, are left alone. */
  fire(
    organisationId: string,
    fired: readonly Fired[],
    say: readonly ToSay[],
  ): Promise<{ said: number; lost: string[] }> {
    // in the order in which `commit_steps` locks them
    const inOrder = fired.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return rpc(this.supabase, 'fire', { p: { organisationId, fired: inOrder, say } });
  }
}
