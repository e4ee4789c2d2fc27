import type { Report, ReportAttachment } from '#core';

/** Who reads a document: language (en, es), IANA zone, and when. */
export interface Reader {
  readonly language: string;
  readonly timeZone: string;
  readonly now: Date;
}

/** A photo's bytes; undefined when it is not stored, or is none that can be printed; away while nobody can be asked for it. */
export type Photo = (attachment: ReportAttachment) => Promise<Buffer | 'away' | undefined>;

/** Reports as a document to be filed: one page or more for each, an overview first where there are several. */
export async function reportsAsPdf(
  reports: readonly Report[],
  reader: Reader,
  photo: Photo = noPhoto,
): Promise<Buffer> {
  // the fonts and the library are only loaded by whoever wants a document
  const { printReports } = await import('./reports.pdfkit.ts');
  return printReports(reports, reader, photo);
}

const noPhoto: Photo = async () => undefined;
