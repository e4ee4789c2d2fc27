import { ApiProperty, PartialType } from '@nestjs/swagger';
import type { Delivery, Webhook } from '#stores';
import { Form, OneOf, Texts, YesNo } from '../http/fields.ts';
import { PageQuery } from '../http/page.dto.ts';
import { NameRefView, RecordView } from '../rest/record.dto.ts';

/** A webhook to be made. */
export class NewWebhook {
  @Form(/^https?:\/\/[^\s]+$/, 'an https:// address', { max: 2000, example: 'https://example.com/flrts' })
  readonly url: string;

  @Texts({
    min: 1,
    max: 50,
    length: 60,
    optional: true,
    description: 'Which events: task.create, task.* or *; all when not said',
    example: ['task.*', 'report.create'],
  })
  readonly events?: readonly string[];
}

/** What may be changed; absent keeps. */
export class WebhookChanges extends PartialType(NewWebhook, { skipNullProperties: false }) {
  @YesNo({ optional: true, description: 'One that failed too often is switched off; true switches it on again' })
  readonly enabled?: boolean;
}

/** A webhook as the API shows it: never its secret. */
export class WebhookView extends RecordView implements Webhook {
  @ApiProperty({ example: 'https://example.com/flrts' })
  readonly url: string;

  @ApiProperty({ type: [String], example: ['task.*'] })
  readonly events: readonly string[];

  @ApiProperty({ example: true })
  readonly enabled: boolean;

  @ApiProperty({ example: 0, description: 'Deliveries that failed since the last that arrived' })
  readonly failures: number;

  @ApiProperty({ type: NameRefView })
  readonly createdBy: NameRefView;
}

/** A webhook whose secret was just made; it is shown this once. */
export class WebhookWithSecretView extends WebhookView {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    description: 'Signs what is sent (standardwebhooks.com). Null when a repeated request is answered',
  })
  readonly secret: string | null;
}

/** Which deliveries are wanted. */
export class DeliveryQuery extends PageQuery {
  @OneOf(['pending', 'sent', 'failed'], { optional: true, example: 'failed' })
  readonly status?: Delivery['status'];
}

/** An event on its way to a webhook, or arrived, or given up. */
export class DeliveryView implements Delivery {
  @ApiProperty({
    format: 'uuid',
    description: 'The webhook-id header',
    example: '8a4c8c6e-7b7e-4f7e-9a0f-3a3d5b7c9d11',
  })
  readonly id: string;

  @ApiProperty({ example: 'task.create' })
  readonly event: string;

  @ApiProperty({ enum: ['pending', 'sent', 'failed'], example: 'sent' })
  readonly status: Delivery['status'];

  @ApiProperty({ example: 1 })
  readonly attempts: number;

  @ApiProperty({
    type: Object,
    description: 'What is sent: type, timestamp, data {entity, id, person, messageId, before, after}',
    example: { type: 'task.create', timestamp: '2026-11-24T15:04:05.000Z', data: { entity: 'task' } },
  })
  readonly body: object;

  @ApiProperty({ type: Number, nullable: true, example: 200 })
  readonly responseStatus: number | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly error: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly nextAttemptAt: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-24T15:04:06.000Z' })
  readonly sentAt: string | null;
}
