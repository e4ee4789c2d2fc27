import { ApiProperty, PartialType } from '@nestjs/swagger';
import type { Site } from '#core';
import { Text, Texts, TimeZone } from '../http/fields.ts';
import { RecordView } from '../rest/record.dto.ts';

/** What may be said of a new place. */
export class NewSite {
  @Text({ max: 80, example: 'Eagle Lake' })
  readonly name: string;

  @Texts({ max: 20, length: 80, optional: true, description: 'Other names people use', example: ['EL'] })
  readonly aliases?: readonly string[];

  @TimeZone({ optional: true, nullable: true })
  readonly timeZone?: string | null;
}

/** What may be changed; absent keeps, null clears. */
export class SiteChanges extends PartialType(NewSite, { skipNullProperties: false }) {}

/** A place as the API shows it. */
export class SiteView extends RecordView implements Site {
  @ApiProperty({ example: 'Eagle Lake' })
  readonly name: string;

  @ApiProperty({ type: [String], example: ['EL'] })
  readonly aliases: readonly string[];

  @ApiProperty({ type: String, nullable: true, example: 'America/Chicago' })
  readonly timeZone: string | null;

  @ApiProperty({ example: false, description: 'Came with the product, to try it with' })
  readonly sample: boolean;
}
