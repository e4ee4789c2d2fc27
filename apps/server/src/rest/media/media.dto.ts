import { ApiProperty } from '@nestjs/swagger';
import type { Media, MediaStatus } from '#core';
import { LARGEST_DIRECT_BYTES, type Announced, type Upload } from '#media';
import { Count, Form, Id, Text } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';
import { NameRefView, RecordView } from '../record.dto.ts';

/** What a sent file is called, where its form does not say it. */
export class FileQuery {
  @Text({ max: 1000, optional: true, example: 'pump 3.jpg' })
  readonly name?: string;
}

/** Which files are wanted. */
export class MediaQuery extends PageQuery {
  @Id({ optional: true, description: 'The id of the message they came with' })
  readonly message?: string;

  @Id({ optional: true, description: 'The id of a task, list, report …: files of the messages about it, and its own' })
  readonly record?: string;
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

/** A file that is to be put at a link. */
export class NewUpload implements Announced {
  @Text({ max: 1000, example: 'walk-through.mp4' })
  readonly name: string;

  @Form(/^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/, 'a media type, like video/mp4', {
    max: 255,
    example: 'video/mp4',
  })
  readonly type: string;

  @Count(1, LARGEST_DIRECT_BYTES, { description: 'In bytes', example: 48_000_000 })
  readonly size: number;

  @Form(/^[\da-f]{64}$/, 'a SHA-256 in lower-case hex', { max: 64 })
  readonly sha256: string;
}

/** Where an announced file goes. */
export class UploadView implements Upload {
  @ApiProperty({ type: MediaView })
  readonly media: MediaView;

  @ApiProperty({ description: 'For a PUT of the file, by whoever has it' })
  readonly url: string;

  @ApiProperty({ example: 'video/mp4', description: 'The Content-Type the PUT must have' })
  readonly type: string;

  @ApiProperty({ example: 600, description: 'For how long it is good' })
  readonly seconds: number;
}
