import { ApiProperty } from '@nestjs/swagger';
import { Form, Instant, OneOf, Text, TimeZone, Words } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';
import { NameRefView } from '../record.dto.ts';

/** Something said in words. */
export class NewMessage {
  @Words({ max: 4096, example: 'add milk and eggs to the shopping list' })
  readonly text: string;

  @Text({ max: 64, optional: true, description: 'The id of the message this one answers' })
  readonly replyTo?: string;

  @TimeZone({ optional: true, description: 'Where words about time are meant; yours when not said' })
  readonly timeZone?: string;

  @Instant({ optional: true, description: 'When it was said; now when not said' })
  readonly at?: string;
}

/** A text for the rails to read. */
export class TextToParse {
  @Words({ max: 4096, example: '@joel check the Eagle Lake generator tomorrow at 3pm' })
  readonly text: string;

  @Instant({ optional: true, description: 'The instant words about time are reckoned from' })
  readonly now?: string;

  @TimeZone({ optional: true })
  readonly timeZone?: string;
}

/** Which messages are wanted. */
export class MessageQuery extends PageQuery {
  @OneOf(['telegram', 'rest', 'page'], { optional: true, example: 'telegram' })
  readonly source?: 'telegram' | 'rest' | 'page';

  @OneOf(['pending', 'done', 'parked'], {
    optional: true,
    description: 'parked: could not be carried out, text kept',
    example: 'done',
  })
  readonly status?: 'pending' | 'done' | 'parked';

  @Form(/^(?:me|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i, "a person's id, or me", {
    max: 36,
    optional: true,
    example: 'me',
  })
  readonly person?: string;

  @TimeZone({ optional: true, description: 'Where the times in replies are told; yours when not said' })
  readonly timeZone?: string;
}

const COMMAND = {
  entity: 'list',
  operation: 'add',
  slots: { listName: 'shopping', items: [{ text: 'milk' }, { text: 'eggs' }] },
};

/** What came of a message. */
export class ReceiptView {
  @ApiProperty({ format: 'uuid', example: '4c9f3d1e-52ab-4d0f-9a36-4a1b7d0c9e55' })
  readonly id: string;

  @ApiProperty({
    type: [Object],
    description: 'What it was understood as: entity, operation, slots',
    example: [COMMAND],
  })
  readonly commands: readonly object[];

  @ApiProperty({
    type: [Object],
    description:
      'What came of each command: changed, shown, asked, refused or said. Of a changed list, `items` are those the change touched and `others` is how many it left alone',
    example: [
      {
        kind: 'changed',
        command: 'list.add',
        subject: { kind: 'list', list: { ref: 7, name: 'shopping', items: [{ text: 'milk' }], others: 3 } },
      },
    ],
  })
  readonly outcomes: readonly object[];

  @ApiProperty({
    type: [Object],
    description: 'The same in words, with buttons',
    example: [{ text: 'Added milk and eggs to shopping.' }],
  })
  readonly replies: readonly object[];
}

/** A message that was kept. */
export class MessageView extends ReceiptView {
  @ApiProperty({ example: 'telegram' })
  readonly source: string;

  @ApiProperty({ example: '5551234', description: 'The conversation it belongs to' })
  readonly chat: string;

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly person: NameRefView | null;

  @ApiProperty({ type: String, nullable: true, example: 'add milk and eggs to the shopping list' })
  readonly text: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Whose words were forwarded' })
  readonly forwardedFrom: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly sentAt: string;

  @ApiProperty({ enum: ['pending', 'done', 'parked'], example: 'done' })
  readonly status: 'pending' | 'done' | 'parked';

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'How it was understood: rail, confidence, tier, which words became which slot',
    example: { rail: 'grammar', confidence: 0.99, tier: 'direct' },
  })
  readonly route: object | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'How the reply fared: status, attempts',
    example: { status: 'sent', attempts: 1 },
  })
  readonly delivery: object | null;
}

/** What the rails make of a text. */
export class ParseView {
  @ApiProperty({ example: 'task' })
  readonly entity: string;

  @ApiProperty({ example: 'create' })
  readonly operation: string;

  @ApiProperty({ example: 0.97 })
  readonly confidence: number;

  @ApiProperty({ example: true, description: 'Whether it would be carried out as it stands' })
  readonly direct: boolean;

  @ApiProperty({ enum: ['direct', 'focused', 'full'], example: 'direct' })
  readonly tier: string;

  @ApiProperty({
    type: Object,
    example: { title: 'check the Eagle Lake generator', assignees: ['Joel'], due: '2026-11-25T15:00:00-06:00' },
  })
  readonly slots: object;

  @ApiProperty({ type: [Object] })
  readonly commands: readonly object[];

  @ApiProperty({ type: Object, description: 'Which rail decided, which words became which slot, and what is missing' })
  readonly explanation: object;
}
