import { OmitType, PartialType, PickType } from '@nestjs/swagger';
import type { EquipmentStatus, Priority, Question, ReportReading, ReportStatus } from '#core';
import { Form, Id, Ids, Instant, Nested, NumberOrText, OneOf, Text } from '../../http/fields.ts';
import { PageQuery } from '../../http/page.dto.ts';
import { Pointer } from '../tasks/task.dto.ts';

/** Something read off. */
export class NewReading implements ReportReading {
  @Text({ max: 200, example: 'temperature' })
  readonly name: string;

  @NumberOrText({ max: 200, example: 72 })
  readonly value: number | string;

  @Text({ max: 40, nullable: true, optional: true, example: '°F' })
  readonly unit: string | null;
}

/** How a piece of equipment was found. */
export class NewEquipment implements EquipmentStatus {
  @Text({ max: 200, example: 'generator 2' })
  readonly name: string;

  @Text({ max: 200, example: 'down' })
  readonly status: string;
}

/** A task that follows from a report. */
export class NewFollowUp {
  @Text({ max: 500, example: 'Replace the filter' })
  readonly title: string;

  @Instant({ optional: true, nullable: true })
  readonly due?: string | null;

  @OneOf(['low', 'normal', 'high', 'urgent'], { optional: true, example: 'high' })
  readonly priority?: Priority;

  @Ids({ max: 50, optional: true, description: 'Ids of people' })
  readonly assigneeIds?: readonly string[];
}

/** What a program may say of a new report. */
export class NewReport {
  @Text({
    max: 20_000,
    example: 'temperature 72F, pressure normal, oil low. follow up: replace filter tomorrow',
    description: 'Without readings and equipment, they are read from these words, and so are follow-ups',
  })
  readonly text: string;

  @Id({ optional: true, nullable: true })
  readonly siteId?: string | null;

  @Nested(() => Pointer, { optional: true, nullable: true, description: 'The same as siteId, as answers show it' })
  readonly site?: Pointer | null;

  @Instant({ optional: true, description: 'What it tells of; now when not said' })
  readonly observedAt?: string;

  @Nested(() => NewReading, { many: 200, min: 0, optional: true })
  readonly readings?: readonly NewReading[];

  @Nested(() => NewEquipment, { many: 200, min: 0, optional: true })
  readonly equipment?: readonly NewEquipment[];

  @Nested(() => NewFollowUp, { many: 20, min: 0, optional: true })
  readonly followUps?: readonly NewFollowUp[];
}

/** What may be changed of a draft; absent keeps, null clears. Readings and equipment are replaced as a whole. */
export class ReportChanges extends PartialType(OmitType(NewReport, ['followUps']), { skipNullProperties: false }) {}

/** Words added to a draft. */
export class ReportNote {
  @Text({ max: 20_000, example: 'The gate was open' })
  readonly text: string;
}

/** A stored file that belongs to a report. */
export class NewReportFile {
  @Id({ description: 'Of a file that was stored with POST /v1/media' })
  readonly mediaId: string;

  @Text({ max: 500, optional: true, example: 'The belt before' })
  readonly caption?: string;
}

/** Which reports are wanted. */
export class ReportQuery extends PageQuery {
  @Id({ optional: true, description: "A site's id" })
  readonly site?: string;

  @Form(/^(?:me|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i, "a person's id, or me", {
    max: 36,
    optional: true,
    example: 'me',
  })
  readonly person?: string;

  @Instant({ optional: true, description: 'Observed at that time or later' })
  readonly from?: string;

  @Instant({ optional: true, description: 'Observed before that time' })
  readonly to?: string;

  @OneOf(['draft', 'final'], { optional: true, example: 'final' })
  readonly status?: ReportStatus;

  @Text({
    max: 200,
    optional: true,
    description: 'Words of the text; typing mistakes are forgiven',
    example: 'generator',
  })
  readonly q?: string;
}

/** Which reports a file is to hold: all that fit, no pages. */
export class ExportQuery extends PickType(ReportQuery, ['site', 'person', 'from', 'to', 'status', 'q'] as const) {}

/** The same, for a spreadsheet. */
export class CsvQuery extends ExportQuery {
  @OneOf(['reports', 'readings'], {
    optional: true,
    description: 'A row for each report, or for each reading',
    example: 'readings',
  })
  readonly rows?: 'reports' | 'readings';
}

/** One question of a checklist. */
export class NewQuestion implements Question {
  @Text({ max: 200, example: 'oil level' })
  readonly text: string;

  @Text({ max: 20, optional: true, nullable: true, example: 'psi', description: 'With a unit it asks for a number' })
  readonly unit?: string | null;
}

/** What a program may say of a new template. */
export class NewTemplate {
  @Text({ max: 80, example: 'Crockett' })
  readonly name: string;

  @Id({ optional: true, nullable: true })
  readonly siteId?: string | null;

  @Nested(() => NewQuestion, { many: 60 })
  readonly questions: readonly NewQuestion[];
}

/** What may be changed; absent keeps, null clears. */
export class TemplateChanges extends PartialType(NewTemplate, { skipNullProperties: false }) {}

/** Which templates are wanted. */
export class TemplateQuery extends PageQuery {
  @Id({ optional: true, description: "A site's id" })
  readonly site?: string;
}
