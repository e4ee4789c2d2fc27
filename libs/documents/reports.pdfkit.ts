import type { Report, ReportAttachment } from '#core';
import { type Labels, LABELS } from './labels.ts';
import { isHarmless } from './picture.ts';
import { Paper } from './paper.pdfkit.ts';
import type { Photo, Reader } from './reports.pdf.ts';

const DRAFT = '#9a6b12';
const FINAL = '#2a6b4b';

interface Printing extends Reader {
  readonly labels: Labels;
  readonly photo: Photo;
}

/** Prints reports, the oldest first. */
export async function printReports(reports: readonly Report[], reader: Reader, photo: Photo): Promise<Buffer> {
  const language = reader.language.startsWith('es') ? 'es' : 'en';
  const printing: Printing = { ...reader, labels: LABELS[language], photo };
  const [only, ...others] = reports;
  const title = only && others.length === 0 ? `${printing.labels.report} #${only.ref}` : printing.labels.reports;
  const paper = new Paper({
    title,
    author: only?.author.name ?? 'FLRTS',
    isLetter: /^(?:America|US|Canada)\//.test(reader.timeZone),
    language,
  });
  const sorted = reports.toSorted((a, b) => a.observedAt.localeCompare(b.observedAt));
  if (reports.length !== 1) overview(paper, sorted, printing);
  for (const [i, report] of sorted.entries()) {
    if (i > 0 || reports.length !== 1) paper.nextPage();
    await printReport(paper, report, printing);
  }
  const about = only && others.length === 0 ? `${title}, ${printing.labels.version(only.version)}` : title;
  return paper.finish((page, of) => [
    `FLRTS · ${about} · ${printing.labels.printed(moment(reader.now, printing))}`,
    printing.labels.page(page, of),
  ]);
}

function overview(paper: Paper, reports: readonly Report[], printing: Printing): void {
  const { labels } = printing;
  const sites = [...new Set(reports.map(({ site }) => site?.name ?? labels.none))];
  paper.title(sites.length === 1 && sites[0] !== labels.none ? `${labels.reports}: ${sites[0]}` : labels.reports);
  const [first] = reports;
  const last = reports.at(-1);
  if (!first || !last) return paper.paragraph(labels.nothing);
  paper.paragraph(
    `${moment(new Date(first.observedAt), printing)} – ${moment(new Date(last.observedAt), printing)}`,
    true,
  );
  paper.heading(labels.count(reports.length));
  paper.table(
    [
      { heading: '#', share: 0.09 },
      { heading: labels.observed, share: 0.26 },
      { heading: labels.site, share: 0.17 },
      { heading: labels.author, share: 0.17 },
      { heading: labels.text, share: 0.31 },
    ],
    reports.map((report) => [
      `#${report.ref}`,
      moment(new Date(report.observedAt), printing),
      report.site?.name ?? labels.none,
      report.author.name,
      `${gistOf(report)}${report.status === 'draft' ? ` (${labels.draft})` : ''}`,
    ]),
  );
}

/** A title is how a text begins. */
function gistOf({ title, text }: Report): string {
  return text.replace(/\s+/gu, ' ').length > title.length ? `${title}…` : title;
}

async function printReport(paper: Paper, report: Report, printing: Printing): Promise<void> {
  const { labels } = printing;
  const { readings, equipment, followUps, suggestions } = report;
  const isFinal = report.status === 'final';
  paper.title(`${labels.report} #${report.ref}`, {
    text: isFinal ? labels.final : labels.draft,
    color: isFinal ? FINAL : DRAFT,
  });
  paper.facts([
    [labels.site, report.site?.name ?? labels.none],
    [labels.observed, moment(new Date(report.observedAt), printing)],
    [labels.author, report.author.name],
    [labels.status, statusOf(report, printing)],
  ]);
  paper.heading(labels.text);
  paper.paragraph(report.text);
  if (readings.length > 0) {
    paper.heading(labels.readings);
    paper.table(
      [
        { heading: labels.reading, share: 0.5 },
        { heading: labels.value, share: 0.32 },
        { heading: labels.unit, share: 0.18 },
      ],
      readings.map(({ name, value, unit }) => [name, numberOr(value, labels), unit ?? '']),
    );
  }
  if (equipment.length > 0) {
    paper.heading(labels.equipment);
    paper.table(
      [
        { heading: labels.equipment, share: 0.5 },
        { heading: labels.found, share: 0.5 },
      ],
      equipment.map(({ name, status }) => [name, status]),
    );
  }
  if (followUps.length > 0) {
    paper.heading(labels.followUps);
    paper.table(
      [
        { heading: '#', share: 0.12 },
        { heading: labels.followUps, share: 0.7 },
        { heading: labels.status, share: 0.18 },
      ],
      followUps.map((task) => [`#${task.ref}`, task.title, task.status === 'done' ? labels.done : labels.open]),
    );
  }
  const needed = suggestions.filter(({ taskId }) => !taskId);
  if (needed.length > 0) {
    paper.heading(labels.needed);
    paper.paragraph(needed.map(({ title }) => `• ${title}`).join('\n'));
  }
  await printFiles(paper, report.attachments, printing);
}

async function printFiles(
  paper: Paper,
  attachments: readonly ReportAttachment[],
  { labels, photo }: Printing,
): Promise<void> {
  if (attachments.length === 0) return;
  paper.heading(labels.files);
  const others: string[] = [];
  for (const [i, attachment] of attachments.entries()) {
    const isPicture = attachment.kind === 'photo' || attachment.mimeType?.startsWith('image/');
    const bytes = isPicture ? await photo(attachment) : undefined;
    const kind = `${labels.kinds[attachment.kind] ?? attachment.kind} ${i + 1}`;
    const caption = [kind, attachment.fileName, attachment.caption].filter(Boolean).join(': ');
    const isPrinted = Buffer.isBuffer(bytes) && (await isHarmless(bytes)) && paper.picture(bytes, caption);
    const why = bytes === 'away' ? labels.away : missing(attachment, labels);
    if (!isPrinted) others.push(`• ${caption}${why ? ` (${why})` : ''}`);
  }
  if (others.length > 0) paper.paragraph(others.join('\n'));
}

/** Of what is not there, why. */
function missing({ status = 'stored', problem }: ReportAttachment, labels: Labels): string | undefined {
  return problem === 'too_large' ? labels.tooLarge : labels.missing[status];
}

function statusOf({ status, finalizedBy, finalizedAt }: Report, printing: Printing): string {
  const { labels } = printing;
  if (status === 'draft') return labels.draft;
  return finalizedBy && finalizedAt
    ? labels.finalBy(finalizedBy.name, moment(new Date(finalizedAt), printing))
    : labels.final;
}

function moment(at: Date, { timeZone, labels }: Pick<Printing, 'timeZone' | 'labels'>): string {
  const form = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  // only American English knows the short names of American zones
  const zones = /^(?:America|US|Canada)\//.test(timeZone) ? 'en-US' : labels.locale;
  const zone = new Intl.DateTimeFormat(zones, { timeZone, timeZoneName: 'short' }).formatToParts(at);
  return `${new Intl.DateTimeFormat(labels.locale, form).format(at)} ${zone.find(({ type }) => type === 'timeZoneName')?.value ?? ''}`;
}

function numberOr(value: number | string, { locale }: Labels): string {
  return typeof value === 'number' ? new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value) : value;
}
