import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import type { Actor } from '#core';
import { Listeners } from '#processors';
import type { Delivery, Idempotency, Page, Webhook } from '#stores';
import { CurrentActor } from '../access/caller.ts';
import type { Answer } from '../http/answer.ts';
import { ApiConditional, ApiConflicting, ApiIdempotent, ApiRecords } from '../http/documented.ts';
import { Idempotent } from '../http/idempotency.ts';
import { ApiPage, PageQuery } from '../http/page.dto.ts';
import { IfMatch, RecordId } from '../http/params.ts';
import { WebhookChanging } from './webhook-changing.ts';
import {
  DeliveryQuery,
  DeliveryView,
  NewWebhook,
  WebhookChanges,
  WebhookView,
  WebhookWithSecretView,
} from './webhooks.dto.ts';

/** Addresses of other programs that are told what happens. */
@ApiRecords('webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly listeners: Listeners,
    private readonly changes: WebhookChanging,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every webhook, without its secret' })
  @ApiPage(WebhookView)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<Webhook>> {
    return this.listeners.list(actor, query);
  }

  @Post()
  @ApiIdempotent()
  @ApiOperation({ summary: 'Tell an address what happens; the answer shows the secret that signs it, this once' })
  @ApiCreatedResponse({ type: WebhookWithSecretView })
  create(
    @CurrentActor() actor: Actor,
    @Body() webhook: NewWebhook,
    @Idempotent() once?: Idempotency,
  ): Promise<Answer<WebhookWithSecretView>> {
    return this.changes.create(actor, webhook, once);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook' })
  @ApiOkResponse({ type: WebhookView })
  show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Webhook> {
    return this.listeners.one(actor, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a webhook; absent keeps' })
  @ApiConditional()
  @ApiOkResponse({ type: WebhookView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: WebhookChanges,
  ): Promise<Webhook> {
    return this.changes.update(actor, id, changes, version);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Tell it nothing any more' })
  @ApiConditional()
  @ApiNoContentResponse()
  delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    return this.listeners.delete(actor, id, version);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make another secret; the old one is void at once' })
  @ApiOkResponse({ type: WebhookWithSecretView })
  renewSecret(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<WebhookWithSecretView> {
    return this.changes.renewSecret(actor, id);
  }

  @Post(':id/test')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send it an event that says only that it is heard' })
  @ApiAcceptedResponse({ description: 'On its way; see its deliveries' })
  @ApiConflicting('It is switched off')
  test(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<void> {
    return this.listeners.test(actor, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What it was told, newest first' })
  @ApiPage(DeliveryView)
  deliveries(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Query() query: DeliveryQuery,
  ): Promise<Page<Delivery>> {
    return this.listeners.deliveries(actor, id, query);
  }

  @Post(':id/deliveries/:deliveryId/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send an event again, under the id it had' })
  @ApiAcceptedResponse({ type: DeliveryView })
  @ApiConflicting('It is switched off')
  replay(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @RecordId('deliveryId') deliveryId: string,
  ): Promise<Delivery> {
    return this.listeners.replay(actor, id, deliveryId);
  }
}
