import type { Actor, Command, Media, OperationOf, ReportAttachment, Slots } from '#core';
import type { ReportFilter } from '#stores';
import type { ExportQuery, NewFollowUp, NewReport, NewTemplate, ReportChanges, TemplateChanges } from './report.dto.ts';

/** What is done to the report with this id, if it still has the version that was read. */
export function onReport(operation: OperationOf<'report'>, id: string, version?: number, slots: Slots = {}): Command {
  return { entity: 'report', operation, slots: { ...slots, id, version } };
}

export function createReport({ followUps, ...report }: NewReport): Command {
  const tasks = followUps?.map(followUpOf);
  const { site, ...slots } = slotsOf(report);
  return {
    entity: 'report',
    operation: 'create',
    slots: { ...slots, ...(site && { site }), ...(tasks && { followUps: tasks }) },
  };
}

export function updateReport(id: string, version: number | undefined, changes: ReportChanges): Command {
  return onReport('update', id, version, slotsOf(changes));
}

/** A stored file as a report keeps it. */
export function attachmentOf({ id, name, type, size }: Media, caption?: string): ReportAttachment {
  const kinds = { image: 'photo', audio: 'audio', video: 'video' } as const;
  const [family = ''] = type.split('/');
  const kind = family in kinds ? kinds[family as keyof typeof kinds] : 'document'; // `in` has just looked
  return { kind, mediaId: id, fileName: name, mimeType: type, sizeBytes: size, ...(caption && { caption }) };
}

export function followUpOf({ title, due, priority, assigneeIds = [] }: NewFollowUp): Slots {
  return {
    title,
    priority,
    assignees: assigneeIds.map((personId) => ({ name: personId, personId })),
    ...(due && { due, dueHasTime: true }),
  };
}

/** A program's query as the records understand it. */
export function reportFilter({ site, person, q, ...rest }: ExportQuery, { personId }: Actor): ReportFilter {
  return { ...rest, siteId: site, query: q, personId: person === 'me' ? personId : person };
}

/** A new template; version 0 says that there must be none of that name yet. */
export function createTemplate({ name, siteId, questions }: NewTemplate): Command {
  const site = siteId ? { site: { name: siteId, siteId } } : {};
  return { entity: 'template', operation: 'create', slots: { title: name.trim(), questions, version: 0, ...site } };
}

export function updateTemplate(id: string, version: number | undefined, changes: TemplateChanges): Command {
  const { name, siteId, questions } = changes;
  const site = siteId === undefined ? {} : { site: siteId ? { name: siteId, siteId } : null };
  return { entity: 'template', operation: 'create', slots: { id, version, title: name?.trim(), questions, ...site } };
}

function slotsOf({ text, siteId, site, observedAt, readings, equipment }: ReportChanges): Slots {
  const place = siteId === undefined ? site && site.id : siteId;
  return {
    ...(text !== undefined && { notes: text }),
    ...(observedAt !== undefined && { observedAt }),
    ...(readings && { readings: readings.map((one) => ({ ...one, unit: one.unit ?? null })) }),
    ...(equipment && { equipment }),
    ...(place ? { site: { name: place, siteId: place } } : (siteId === null || site === null) && { site: null }),
  };
}
