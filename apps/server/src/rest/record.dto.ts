import { ApiProperty } from '@nestjs/swagger';
import type { NameRef, RecordSource } from '#core';

/** Somebody or somewhere, as a record mentions them. */
export class NameRefView implements NameRef {
  @ApiProperty({ format: 'uuid', example: '6b2b1f0e-4a5c-4c0f-9d52-0a1f4c1d7e10' })
  readonly id: string;

  @ApiProperty({ example: 'Joel' })
  readonly name: string;
}

/** Where a record came from. */
export class SourceView implements RecordSource {
  @ApiProperty({
    example: 'telegram',
    description: 'telegram, rest, page, or api for a program that speaks in commands',
  })
  readonly source: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  readonly messageId: string | null;
}

/** What every record has. */
export class RecordView {
  @ApiProperty({ format: 'uuid', example: '0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22' })
  readonly id: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly createdAt: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly updatedAt: string;

  @ApiProperty({ example: 1, description: 'Grows by one at every change; the ETag' })
  readonly version: number;
}
