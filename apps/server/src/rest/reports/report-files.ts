import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, AppError, Clock, type Report, type ReportAttachment, UnavailableError } from '#core';
import { reportsAsPdf } from '#documents';
import { HouseRules } from '#intake';
import { Shelf } from '#media';
import { Records, type ReportFilter, type Viewer } from '#stores';

const AT_ONCE = 200;
const MOST_PHOTOS = 40;
/** All of them are in memory together. */
const MOST_PHOTO_BYTES = 60_000_000;
/** More than that is no file anybody reads, and takes too long to make. */
const MOST: Readonly<Record<'pdf' | 'rows', number>> = { pdf: 200, rows: 5000 };

/** Whose language and clock a file speaks. */
type Reader = Pick<Actor, 'organisationId' | 'language' | 'timeZone'>;

/** Reports as files. */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly rules: HouseRules,
    private readonly shelf: Shelf,
  ) {}

  /** All that fit, oldest first; throws `limit` when they are too many for one file. */
  async gather(viewer: Viewer, filter: ReportFilter, form: 'pdf' | 'rows'): Promise<Report[]> {
    const found: Report[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.records.reports(viewer, { ...filter, limit: AT_ONCE, ...(cursor && { cursor }) });
      found.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      if (found.length + (cursor ? 1 : 0) > MOST[form])
        throw new AppError('invalid', `These are more than ${MOST[form]} reports; narrow them by site, from and to`, {
          fields: [{ field: 'from', problem: 'takes in too many reports' }],
        });
    } while (cursor);
    return found.toSorted((a, b) => a.observedAt.localeCompare(b.observedAt) || a.ref - b.ref);
  }

  /** With the photos that are stored and can be read, as many as one document takes; the others are named. */
  pdf(reports: readonly Report[], { organisationId, language, timeZone }: Reader): Promise<Buffer> {
    let photos = 0;
    let size = 0;
    let isAway = false;
    const photo = async ({ mediaId }: ReportAttachment): Promise<Buffer | 'away' | undefined> => {
      if (!mediaId || photos >= MOST_PHOTOS || size > MOST_PHOTO_BYTES) return undefined;
      // each further one would be waited for as long
      if (isAway) return 'away';
      const bytes = await this.shelf.bytes(organisationId, mediaId).catch((error: unknown) => {
        if (error instanceof UnavailableError) return 'away' as const;
        throw error;
      });
      if (bytes === 'away') {
        isAway = true;
        return bytes;
      }
      photos += 1;
      size += bytes?.length ?? 0;
      return bytes;
    };
    return reportsAsPdf(reports, { language, timeZone, now: this.clock.now() }, photo);
  }

  /** What a link leads to, and who asked for it; throws `not_found` when it is wrong or over. */
  async behind(token: string): Promise<{ reports: readonly Report[]; reader: Reader }> {
    const linked = await this.records.behindLink(createHash('sha256').update(token).digest('hex'));
    const reports = linked ? (await this.records.reports(linked, { ids: linked.reportIds, limit: AT_ONCE })).items : [];
    if (!linked || reports.length === 0)
      throw new AppError('not_found', 'This link is over. Ask for a new one: “pdf of report 3”');
    const { organisationId, language } = linked;
    return { reports, reader: { organisationId, language, timeZone: linked.timeZone ?? this.rules.defaultTimeZone } };
  }
}

/** "report-3" or "reports". */
export function nameOf([only, ...others]: readonly Report[]): string {
  return only && others.length === 0 ? `report-${only.ref}` : 'reports';
}
