import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, AppError, ENTITIES, OPERATIONS } from '#core';
import { Settings } from '#config';
import { Listeners } from '#processors';
import type { Idempotency, Webhook } from '#stores';
import { Answer } from '../http/answer.ts';
import type { NewWebhook, WebhookChanges, WebhookWithSecretView } from './webhooks.dto.ts';

/** What happens besides commands: the directory changes. */
const DIRECTORY = ['person', 'site', 'invite'];
const EVENTS = new Set([
  '*',
  ...[...ENTITIES, ...DIRECTORY].map((entity) => `${entity}.*`),
  ...ENTITIES.flatMap((entity) => OPERATIONS[entity].map((operation) => `${entity}.${operation}`)),
  ...DIRECTORY.flatMap((entity) => ['create', 'update', 'delete'].map((operation) => `${entity}.${operation}`)),
]);

/** Changes to webhooks; their secrets are made here and shown once. */
@Injectable()
export class WebhookChanging {
  constructor(
    private readonly listeners: Listeners,
    private readonly settings: Settings,
  ) {}

  async create(
    actor: Actor,
    { url, events = ['*'] }: NewWebhook,
    once?: Idempotency,
  ): Promise<Answer<WebhookWithSecretView>> {
    this.#check({ url, events });
    const secret = newSecret();
    const { result, replayed } = await this.listeners.create(actor, { url, events, secret }, once);
    return Answer.created('/v1/webhooks', { ...result, secret: replayed ? null : secret }, replayed);
  }

  update(actor: Actor, id: string, changes: WebhookChanges, version?: number): Promise<Webhook> {
    this.#check(changes);
    return this.listeners.update(actor, id, changes, version);
  }

  /** The old secret is void at once. */
  async renewSecret(actor: Actor, id: string): Promise<WebhookWithSecretView> {
    const secret = newSecret();
    return { ...(await this.listeners.update(actor, id, { secret })), secret };
  }

  #check({ url, events = [] }: WebhookChanges): void {
    if (url !== undefined) checkAddress(url, this.settings.onTrial);
    const strange = events.filter((event) => !EVENTS.has(event));
    if (strange.length > 0) throw invalid('events', `has no event called ${strange.join(', ')}`);
  }
}

function checkAddress(text: string, onTrial: boolean): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw invalid('url', 'is not an address');
  if (url.username || url.password) throw invalid('url', 'must not hold a password; what is sent is signed');
  if (url.protocol !== 'https:' && !onTrial) throw invalid('url', 'must begin with https://');
}

function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

function invalid(field: string, problem: string): AppError {
  return new AppError('invalid', `${field} ${problem}`, { fields: [{ field, problem }] });
}
