import { Injectable } from '@nestjs/common';
import type { Actor, NameRef } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { type Page, page, placeOf, type RawPage, type Seq, withoutSeq } from './page.ts';
import { type Once, People } from './people.ts';
import type { PageAsked } from './records.ts';
import type { Idempotency } from './steps.ts';

/** An address that is told what happens. `events`: `task.create`, `task.*` or `*`. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** Deliveries that failed since the last that arrived. */
  readonly failures: number;
  readonly createdBy: NameRef;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** What may be said of a webhook; in an update, absent keeps. `secret` as `whsec_` and base64. */
export interface WebhookFields {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly enabled?: boolean;
  readonly secret?: string;
}

/** One event on its way to one webhook, or arrived, or given up. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly status: 'pending' | 'sent' | 'failed';
  readonly attempts: number;
  readonly body: object;
  readonly responseStatus: number | null;
  readonly error: string | null;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
}

export interface DeliveryFilter extends PageAsked {
  readonly status?: Delivery['status'];
}

/** Who is told what happens. `DatabaseError`s PT404, PT409 and PT412; everything may throw `UnavailableError`. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly supabase: SupabaseClient,
    private readonly people: People,
  ) {}

  async list(organisationId: string, { cursor, ...asked }: PageAsked & { id?: string }): Promise<Page<Webhook>> {
    const p = { organisationId, ...asked, afterSeq: placeOf(cursor) };
    return plain(await rpc<RawPage<Webhook & Seq>>(this.supabase, 'show_webhooks', { p }));
  }

  create(actor: Actor, fields: WebhookFields, once?: Idempotency): Promise<Once<Webhook>> {
    return this.people.createOnce('webhook_create', actor, fields, once);
  }

  update(actor: Actor, id: string, fields: WebhookFields, version?: number): Promise<Webhook> {
    return this.#do('webhook_update', actor, { ...fields, id, version });
  }

  delete(actor: Actor, id: string, version?: number): Promise<Webhook> {
    return this.#do('webhook_delete', actor, { id, version });
  }

  /** Queues an event that says only that the webhook is heard. */
  test(actor: Actor, id: string): Promise<Webhook> {
    return this.#do('webhook_test', actor, { id });
  }

  /** Newest first. */
  async deliveries(
    organisationId: string,
    webhookId: string,
    { cursor, ...asked }: DeliveryFilter,
  ): Promise<Page<Delivery>> {
    const p = { organisationId, webhookId, ...asked, beforeSeq: placeOf(cursor) };
    return plain(await rpc<RawPage<Delivery & Seq>>(this.supabase, 'show_deliveries', { p }));
  }

  /** Sends a delivery again, under the id it had. */
  replay(actor: Actor, id: string, deliveryId: string): Promise<Delivery> {
    return this.#do('delivery_replay', actor, { id, deliveryId });
  }

  #do<T>(name: string, { organisationId, personId }: Actor, a: object): Promise<T> {
    return rpc<T>(this.supabase, name, { ctx: { organisationId, personId }, a });
  }
}

function plain<T>(raw: RawPage<T & Seq>): Page<T> {
  const { items, nextCursor } = page(raw, ({ seq }) => seq);
  return { items: items.map(withoutSeq<T>), nextCursor };
}
