import { ApiProperty, PartialType } from '@nestjs/swagger';
import type { Person, Role } from '#core';
import { Form, Ids, OneOf, Text, Texts, TimeZone } from '../http/fields.ts';
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

  @Texts({
    max: 10,
    length: 20,
    form: /^[1-9]\d{0,19}$/,
    optional: true,
    description: 'All their numeric Telegram user ids, instead of telegramId',
    example: ['5551234'],
  })
  readonly telegramIds?: readonly string[];

  @Ids({ max: 100, optional: true, description: 'The sites they work at; none: everywhere' })
  readonly siteIds?: readonly string[];
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const onTheirClock = (description: string, example: string) => ({
  max: 5,
  optional: true,
  nullable: true,
  description,
  example,
});

/** What may be changed; absent keeps, null clears. */
export class PersonChanges extends PartialType(NewPerson, { skipNullProperties: false }) {
  @Form(TIME_OF_DAY, 'a time of day, HH:MM', onTheirClock('From then on no reminders, on their own clock', '22:00'))
  readonly quietFrom?: string | null;

  @Form(TIME_OF_DAY, 'a time of day, HH:MM', onTheirClock('Until then no reminders', '06:30'))
  readonly quietUntil?: string | null;

  @Form(TIME_OF_DAY, 'a time of day, HH:MM', onTheirClock('When to be told their day', '07:00'))
  readonly digestAt?: string | null;
}

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

  @ApiProperty({ type: [String], example: ['5551234'] })
  readonly telegramIds: readonly string[];

  @ApiProperty({ type: [String], format: 'uuid', example: [], description: 'The sites they work at; none: everywhere' })
  readonly siteIds: readonly string[];

  @ApiProperty({ type: String, nullable: true, example: '22:00' })
  readonly quietFrom: string | null;

  @ApiProperty({ type: String, nullable: true, example: '06:30' })
  readonly quietUntil: string | null;

  @ApiProperty({ type: String, nullable: true, example: '07:00' })
  readonly digestAt: string | null;

  @ApiProperty({ example: false, description: 'Came with the product, to try it with' })
  readonly sample: boolean;
}
