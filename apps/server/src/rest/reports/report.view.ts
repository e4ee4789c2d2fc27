import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import type {
  Attachment,
  EquipmentStatus,
  FollowUpTask,
  Question,
  Report,
  ReportAttachment,
  ReportReading,
  ReportRevision,
  ReportStatus,
  Suggestion,
  Template,
} from '#core';
import { NameRefView, RecordView, SourceView } from '../record.dto.ts';

export class ReadingView implements ReportReading {
  @ApiProperty({ example: 'temperature' })
  readonly name: string;

  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }], example: 72 })
  readonly value: number | string;

  @ApiProperty({ type: String, nullable: true, example: '°F' })
  readonly unit: string | null;
}

export class EquipmentView implements EquipmentStatus {
  @ApiProperty({ example: 'generator 2' })
  readonly name: string;

  @ApiProperty({ example: 'down' })
  readonly status: string;
}

/** A task that follows from the report. */
export class FollowUpView implements FollowUpTask {
  @ApiProperty({ format: 'uuid', example: '0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22' })
  readonly id: string;

  @ApiProperty({ example: 42 })
  readonly ref: number;

  @ApiProperty({ example: 'Replace the filter' })
  readonly title: string;

  @ApiProperty({ enum: ['open', 'done'], example: 'open' })
  readonly status: 'open' | 'done';
}

/** What the words may want done. */
export class SuggestionView implements Suggestion {
  @ApiProperty({ example: 'need new filter' })
  readonly title: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, example: '2026-11-27T00:00:00-06:00' })
  readonly due?: string | null;

  @ApiPropertyOptional({ format: 'uuid', description: 'The task that was made of it' })
  readonly taskId?: string;
}

/** A photo, a file or a place that came with the report. */
export class AttachmentView implements ReportAttachment {
  @ApiProperty({ enum: ['photo', 'voice', 'audio', 'video', 'document', 'location', 'contact'], example: 'photo' })
  readonly kind: Attachment['kind'];

  @ApiPropertyOptional({ description: 'Its id on the platform it came from' })
  readonly fileId?: string;

  @ApiPropertyOptional({ example: 'log.pdf' })
  readonly fileName?: string;

  @ApiPropertyOptional({ example: 'application/pdf' })
  readonly mimeType?: string;

  @ApiPropertyOptional({ example: 'The belt before' })
  readonly caption?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Where it is stored: /v1/media/{mediaId}' })
  readonly mediaId?: string;

  @ApiPropertyOptional({
    enum: ['pending', 'stored', 'failed', 'deleted'],
    description: 'pending: it is still being fetched; a place or a contact has none',
    example: 'stored',
  })
  readonly status?: 'pending' | 'stored' | 'failed' | 'deleted';

  @ApiPropertyOptional({
    enum: ['too_large', 'gone', 'unusable', 'out_of_reach', 'deleted'],
    description: 'Why it failed; too_large: Telegram hands over files of up to 20 MB only',
  })
  readonly problem?: 'too_large' | 'gone' | 'unusable' | 'out_of_reach' | 'deleted';
}

/** A report as the API shows it. */
export class ReportView extends RecordView implements Report {
  @ApiProperty({ example: 3, description: 'The short number people say: report 3' })
  readonly ref: number;

  @ApiProperty({ example: 'temperature 72F, pressure normal' })
  readonly title: string;

  @ApiProperty({ example: 'temperature 72F, pressure normal, oil low. Gate was open.' })
  readonly text: string;

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly site: NameRefView | null;

  @ApiProperty({ type: NameRefView })
  readonly author: NameRefView;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly observedAt: string;

  @ApiProperty({ type: String, nullable: true, example: 'America/Chicago' })
  readonly timeZone: string | null;

  @ApiProperty({ type: [ReadingView] })
  readonly readings: readonly ReadingView[];

  @ApiProperty({ type: [EquipmentView] })
  readonly equipment: readonly EquipmentView[];

  @ApiProperty({ type: [FollowUpView] })
  readonly followUps: readonly FollowUpView[];

  @ApiProperty({ type: [SuggestionView] })
  readonly suggestions: readonly SuggestionView[];

  @ApiProperty({ type: [AttachmentView] })
  readonly attachments: readonly AttachmentView[];

  @ApiProperty({ enum: ['draft', 'final'], example: 'draft' })
  readonly status: ReportStatus;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly finalizedAt: string | null;

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly finalizedBy: NameRefView | null;

  @ApiProperty({ type: SourceView })
  readonly source: SourceView;
}

/** What a report was at a version. */
export class RevisedReportView extends OmitType(ReportView, ['followUps'] as const) {}

/** A version of a report: when, by whom, and what it was then. */
export class RevisionView implements ReportRevision {
  @ApiProperty({ example: 2 })
  readonly version: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T15:04:05.000Z' })
  readonly at: string;

  @ApiProperty({ type: NameRefView })
  readonly by: NameRefView;

  @ApiProperty({ type: RevisedReportView })
  readonly report: RevisedReportView;
}

export class QuestionView implements Question {
  @ApiProperty({ example: 'pressure' })
  readonly text: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'psi' })
  readonly unit?: string | null;
}

/** A template as the API shows it. */
export class TemplateView extends RecordView implements Template {
  @ApiProperty({ example: 1 })
  readonly ref: number;

  @ApiProperty({ example: 'Crockett' })
  readonly name: string;

  @ApiProperty({ type: NameRefView, nullable: true })
  readonly site: NameRefView | null;

  @ApiProperty({ type: [QuestionView] })
  readonly questions: readonly QuestionView[];

  @ApiProperty({ type: NameRefView })
  readonly createdBy: NameRefView;
}

/** Everything that fits, as a file. */
export class ReportsExport {
  @ApiProperty({ type: [ReportView] })
  readonly reports: readonly ReportView[];
}
