import { ApiProperty } from '@nestjs/swagger';
import type { Media, MediaStatus } from '#core';
import { Text } from '../../http/fields.ts';
import { NameRefView, RecordView } from '../record.dto.ts';

/** What a sent file is called, where its form does not say it. */
export class FileQuery {
  @Text({ max: 1000, optional: true, example: 'pump 3.jpg' })
  readonly name?: string;
}

/** A link of the embedded media store. */
export class LinkQuery {
  @Text({ max: 4000 })
  readonly token: string;
}

/** A file as the API shows it. */
export class MediaView extends RecordView implements Media {
  @ApiProperty({ example: 'pump 3.jpg' })
  readonly name: string;

  @ApiProperty({ example: 'image/jpeg', description: 'What its bytes are, whatever they were said to be' })
  readonly type: string;

  @ApiProperty({ example: 48_213, description: 'In bytes' })
  readonly size: number;

  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  readonly sha256: string;

  @ApiProperty({ enum: ['pending', 'stored', 'failed'], description: 'pending: its bytes are still being stored' })
  readonly status: MediaStatus;

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly createdBy: NameRefView | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The message it came with', example: null })
  readonly messageId: string | null;
}
