import { ApiProperty, PartialType } from '@nestjs/swagger';
import type { Person, Role } from '#core';
import { Form, OneOf, Text, Texts, TimeZone } from '../http/fields.ts';
import { RecordView } from '../rest/record.dto.ts';

const ROLES = ['operator', 'manager', 'admin'];

/** What may be said of a new member of the crew. */
export class NewPerson {
  @Text({ max: 80, example: 'Joel' })
  readonly name: string;

  @Texts({ max: 20, length: 80, optional: true, description: 'Other names people use', example: ['Joe', 'Jo'] })
  readonly aliases?: readonly string[];

  @OneOf(ROLES, { optional: true, description: 'operator when not said', example: 'operator' })
  readonly role?: Role;

  @TimeZone({ optional: true, nullable: true })
  readonly timeZone?: string | null;

  @Form(/^[a-z]{2}$/, 'a language of two letters, like en or es', { max: 2, optional: true, example: 'en' })
  readonly language?: string;

  @Form(/^[1-9]\d{0,19}$/, 'a numeric Telegram user id', {
    max: 20,
    optional: true,
    nullable: true,
    description: "Telegram's numeric user id",
    example: '5551234',
  })
  readonly telegramId?: string | null;
}

/** What may be changed; absent keeps, null clears. */
export class PersonChanges extends PartialType(NewPerson, { skipNullProperties: false }) {}

/** A member of the crew as the API shows them. */
export class PersonView extends RecordView implements Person {
  @ApiProperty({ example: 'Joel' })
  readonly name: string;

  @ApiProperty({ type: [String], example: ['Joe', 'Jo'] })
  readonly aliases: readonly string[];

  @ApiProperty({ enum: ROLES, example: 'operator' })
  readonly role: Role;

  @ApiProperty({ type: String, nullable: true, example: 'America/Chicago' })
  readonly timeZone: string | null;

  @ApiProperty({ example: 'en' })
  readonly language: string;

  @ApiProperty({ type: String, nullable: true, example: '5551234' })
  readonly telegramId: string | null;

  @ApiProperty({ example: false, description: 'Came with the product, to try it with' })
  readonly sample: boolean;
}
