import type { Report, ReportAttachment } from '#core';
import { type Cell, csv } from './csv.ts';

/** A row for each report, or for each thing that was read off. */
export type CsvRows = 'reports' | 'readings';

const REPORT = [
  'ref',
  'status',
  'site',
  'author',
  'observedAt',
  'text',
  'readings',
  'equipment',
  'followUps',
  'files',
  'finalizedAt',
  'finalizedBy',
  'version',
  'id',
];
const READING = ['ref', 'site', 'author', 'observedAt', 'name', 'value', 'unit', 'status', 'id'];

/** Reports for a spreadsheet. */
export function reportsAsCsv(reports: readonly Report[], rows: CsvRows = 'reports'): string {
  return rows === 'readings' ? csv(READING, reports.flatMap(readingRows)) : csv(REPORT, reports.map(reportRow));
}

function reportRow(report: Report): Cell[] {
  const { ref, status, site, author, observedAt, text, readings, equipment, followUps, attachments } = report;
  return [
    ref,
    status,
    site?.name,
    author.name,
    observedAt,
    text,
    readings
      .map(({ name, value, unit }) => [`${name}:`, value, unit].filter((part) => part !== null).join(' '))
      .join('; '),
    equipment.map(({ name, status: found }) => `${name}: ${found}`).join('; '),
    followUps.map((task) => `#${task.ref} ${task.title} (${task.status})`).join('; '),
    attachments.map(fileCell).join('; '),
    report.finalizedAt,
    report.finalizedBy?.name,
    report.version,
    report.id,
  ];
}

/** What it is and is called, and where it is had or why not. */
function fileCell({ kind, fileName, caption, mediaId, status, problem }: ReportAttachment): string {
  const place = status === 'stored' && mediaId ? `/v1/media/${mediaId}/content` : (problem ?? status);
  return [[kind, fileName, caption].filter(Boolean).join(': '), place && `(${place})`].filter(Boolean).join(' ');
}

function readingRows({ ref, site, author, observedAt, readings, status, id }: Report): Cell[][] {
  return readings.map(({ name, value, unit }) => [
    ref,
    site?.name,
    author.name,
    observedAt,
    name,
    value,
    unit,
    status,
    id,
  ]);
}
