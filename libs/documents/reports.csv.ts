import type { Report } from '#core';
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
    attachments.length,
    report.finalizedAt,
    report.finalizedBy?.name,
    report.version,
    report.id,
  ];
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
