import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { rpc, SupabaseClient } from '#storage/supabase';

/** Longer than one attempt may take. */
const LEASE_SECONDS = 30;
/** One webhook has so many under way at most. */
const EACH = 4;

/** An event to be sent to a webhook, leased to this instance. */
export interface ToDeliver {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly secret: string;
  readonly body: object;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** How a delivery went: it arrived, is to be tried again in `retrySeconds`, or never. */
export interface Delivered {
  readonly arrived: boolean;
  readonly responseStatus?: number;
  readonly error?: string;
  readonly retrySeconds?: number;
}

/** Events on their way to webhooks: leased by one instance at a time. Everything may throw `UnavailableError`. */
@Injectable()
export class WebhookQueue {
  readonly #owner = randomUUID();

  constructor(private readonly supabase: SupabaseClient) {}

  /** Whether any webhook is to be told anything. */
  hasListeners(organisationId: string): Promise<boolean> {
    return rpc(this.supabase, 'has_listeners', { p: { organisationId } });
  }

  claim(organisationId: string, limit: number, alone = false): Promise<ToDeliver[]> {
    const p = { organisationId, owner: this.#owner, leaseSeconds: LEASE_SECONDS, limit, each: EACH, alone };
    return rpc(this.supabase, 'claim_deliveries', { p });
  }

  /** Notes how it went, and switches a webhook off that has failed `switchOffAfter` times on end; false when the lease was lost. */
  finish(id: string, result: Delivered, switchOffAfter: number): Promise<boolean> {
    return rpc(this.supabase, 'finish_delivery', { p: { id, owner: this.#owner, switchOffAfter, ...result } });
  }
}
