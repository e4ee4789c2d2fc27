import type { Attachment } from './message.ts';
import type { NameRef, RecordSource } from './records.ts';

/** Something read off: 72 F, or "normal". */
export interface ReportReading {
  readonly name: string;
  readonly value: number | string;
  readonly unit: string | null;
}

/** How a piece of equipment was found. */
export interface EquipmentStatus {
  readonly name: string;
  readonly status: string;
}

export type ReportStatus = 'draft' | 'final';

/** Something a report's words may want done: by its number it becomes a task when somebody says so. */
export interface Suggestion {
  readonly title: string;
  readonly due?: string | null;
  /** The task that was made of it. */
  readonly taskId?: string;
}

/** A task that follows from a report, as the report mentions it. */
export interface FollowUpTask {
  readonly id: string;
  readonly ref: number;
  readonly title: string;
  readonly status: 'open' | 'done';
}

/** Something kept with a report; `mediaId` once its bytes are stored, or are about to be. */
export interface ReportAttachment extends Attachment {
  readonly caption?: string;
  readonly mediaId?: string;
  /** Whether its bytes are stored; what has none (a place, a contact) has no status. */
  readonly status?: 'pending' | 'stored' | 'failed' | 'deleted';
  /** Why it failed. */
  readonly problem?: 'too_large' | 'gone' | 'unusable' | 'out_of_reach' | 'deleted';
}

/** What somebody found at a site. */
export interface Report {
  readonly id: string;
  readonly ref: number;
  /** Its first words, for lists and choices. */
  readonly title: string;
  readonly text: string;
  readonly site: NameRef | null;
  readonly author: NameRef;
  readonly observedAt: string;
  readonly timeZone: string | null;
  readonly readings: readonly ReportReading[];
  readonly equipment: readonly EquipmentStatus[];
  readonly followUps: readonly FollowUpTask[];
  readonly suggestions: readonly Suggestion[];
  readonly attachments: readonly ReportAttachment[];
  readonly status: ReportStatus;
  readonly finalizedAt: string | null;
  readonly finalizedBy: NameRef | null;
  readonly source: RecordSource;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** A report as it was at one of its versions. */
export interface ReportRevision {
  readonly version: number;
  readonly at: string;
  readonly by: NameRef;
  readonly report: Omit<Report, 'followUps'>;
}

/** One question of a checklist; with a unit it asks for a number. */
export interface Question {
  readonly text: string;
  readonly unit?: string | null;
}

/** The questions asked at a site. */
export interface Template {
  readonly id: string;
  readonly ref: number;
  readonly name: string;
  readonly site: NameRef | null;
  readonly questions: readonly Question[];
  readonly createdBy: NameRef;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** What was answered; a question that was skipped has none. */
export interface ChecklistAnswer {
  readonly question: string;
  readonly value: number | string | null;
  readonly unit: string | null;
}

/** Somebody on their way through a template's questions. */
export interface Checklist {
  readonly id: string;
  /** The first characters of the id, by which buttons name it. */
  readonly code: string;
  readonly name: string;
  readonly site: NameRef | null;
  readonly person: NameRef;
  readonly questions: readonly Question[];
  readonly answers: readonly ChecklistAnswer[];
  /** How many photos and files have been sent on the way. */
  readonly attachments: number;
  readonly status: 'open' | 'done' | 'cancelled';
}
