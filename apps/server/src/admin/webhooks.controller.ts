import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import type { Actor } from '#core';
import { type Delivery, type Idempotency, type Page, type Webhook, Webhooks } from '#stores';
import { AdminOnly } from '../access/access.ts';
import { CurrentActor } from '../access/caller.ts';
import type { Answer } from '../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../http/documented.ts';
import { Idempotent } from '../http/idempotency.ts';
import { ApiPage, PageQuery } from '../http/page.dto.ts';
import { IfMatch, RecordId } from '../http/params.ts';
import { firstOf } from '../rest/first-of.ts';
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
@AdminOnly()
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly changes: WebhookChanging,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every webhook, without its secret' })
  @ApiPage(WebhookView)
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<Webhook>> {
    return this.webhooks.list(actor.organisationId, query);
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
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Webhook> {
    return firstOf(await this.webhooks.list(actor.organisationId, { id }), 'webhook');
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
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.webhooks.delete(actor, id, version);
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
  test(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<void> {
    return this.changes.test(actor, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What it was told, newest first' })
  @ApiPage(DeliveryView)
  async deliveries(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Query() query: DeliveryQuery,
  ): Promise<Page<Delivery>> {
    firstOf(await this.webhooks.list(actor.organisationId, { id }), 'webhook');
    return this.webhooks.deliveries(actor.organisationId, id, query);
  }

  @Post(':id/deliveries/:deliveryId/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send an event again, under the id it had' })
  @ApiAcceptedResponse({ type: DeliveryView })
  replay(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @RecordId('deliveryId') deliveryId: string,
  ): Promise<Delivery> {
    return this.changes.replay(actor, id, deliveryId);
  }
}
