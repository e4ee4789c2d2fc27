import { Injectable } from '@nestjs/common';
import { type Actor, AppError } from '#core';
import {
  type Delivery,
  type DeliveryFilter,
  type Idempotency,
  type Once,
  type Page,
  type PageAsked,
  Signals,
  type Webhook,
  type WebhookFields,
  Webhooks,
} from '#stores';
import { mayDo } from './deeds.ts';

/** Other programs that are told what happens, managed by whoever may. Throws `forbidden`, and what the stores throw. */
@Injectable()
export class Listeners {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly signals: Signals,
  ) {}

  async list(actor: Actor, asked: PageAsked): Promise<Page<Webhook>> {
    mayDo(actor, 'webhook.manage');
    return this.webhooks.list(actor.organisationId, asked);
  }

  async one(actor: Actor, id: string): Promise<Webhook> {
    mayDo(actor, 'webhook.manage');
    const [webhook] = (await this.webhooks.list(actor.organisationId, { id })).items;
    if (!webhook) throw new AppError('not_found', 'There is no such webhook');
    return webhook;
  }

  async create(actor: Actor, fields: WebhookFields, once?: Idempotency): Promise<Once<Webhook>> {
    mayDo(actor, 'webhook.manage');
    const made = await this.webhooks.create(actor, fields, once);
    // whoever tells looks rarely while there is nobody to tell
    this.signals.webhooks.raise();
    return made;
  }

  async update(actor: Actor, id: string, fields: WebhookFields, version?: number): Promise<Webhook> {
    mayDo(actor, 'webhook.manage');
    const changed = await this.webhooks.update(actor, id, fields, version);
    this.signals.webhooks.raise();
    return changed;
  }

  async delete(actor: Actor, id: string, version?: number): Promise<void> {
    mayDo(actor, 'webhook.manage');
    await this.webhooks.delete(actor, id, version);
  }

  /** Sends an event that says only that it is heard. */
  async test(actor: Actor, id: string): Promise<void> {
    mayDo(actor, 'webhook.manage');
    await this.webhooks.test(actor, id);
    this.signals.webhooks.raise();
  }

  async deliveries(actor: Actor, id: string, filter: DeliveryFilter): Promise<Page<Delivery>> {
    const webhook = await this.one(actor, id);
    return this.webhooks.deliveries(actor.organisationId, webhook.id, filter);
  }

  async replay(actor: Actor, id: string, deliveryId: string): Promise<Delivery> {
    mayDo(actor, 'webhook.manage');
    const delivery = await this.webhooks.replay(actor, id, deliveryId);
    this.signals.webhooks.raise();
    return delivery;
  }
}
