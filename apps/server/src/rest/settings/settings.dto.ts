import { ApiProperty } from '@nestjs/swagger';
import type { PersonSettings } from '#core';
import { Form, OneOf, TimeZone } from '../../http/fields.ts';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const onYourClock = (description: string, example: string) => ({
  max: 5,
  optional: true,
  nullable: true,
  description,
  example,
});

/** What you want for yourself; absent keeps, null turns off. */
export class SettingsChanges {
  @Form(TIME_OF_DAY, 'a time of day, HH:MM', onYourClock('From then on nothing is said, on your own clock', '22:00'))
  readonly quietFrom?: string | null;

  @Form(TIME_OF_DAY, 'a time of day, HH:MM', onYourClock('Until then nothing is said', '06:30'))
  readonly quietUntil?: string | null;

  @Form(TIME_OF_DAY, 'a time of day, HH:MM', onYourClock('When to be told your day', '07:00'))
  readonly digestAt?: string | null;

  @TimeZone({ optional: true, nullable: true, description: "null: the deployment's" })
  readonly timeZone?: string | null;

  @OneOf(['en', 'es'], { optional: true, example: 'es' })
  readonly language?: string;
}

/** Somebody's own settings as the API shows them. */
export class SettingsView implements PersonSettings {
  @ApiProperty({ format: 'uuid', example: '6b2b1f0e-4a5c-4c0f-9d52-0a1f4c1d7e10', description: "The person's id" })
  readonly id: string;

  @ApiProperty({ example: 'Joel' })
  readonly name: string;

  @ApiProperty({ type: String, nullable: true, example: 'America/Chicago' })
  readonly timeZone: string | null;

  @ApiProperty({ example: 'en' })
  readonly language: string;

  @ApiProperty({ type: String, nullable: true, example: '22:00' })
  readonly quietFrom: string | null;

  @ApiProperty({ type: String, nullable: true, example: '06:30' })
  readonly quietUntil: string | null;

  @ApiProperty({ type: String, nullable: true, example: '07:00' })
  readonly digestAt: string | null;

  @ApiProperty({ example: 1, description: 'Grows by one at every change; the ETag' })
  readonly version: number;
}
