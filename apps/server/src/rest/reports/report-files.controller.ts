import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces } from '@nestjs/swagger';
import type { Actor } from '#core';
import { reportsAsCsv } from '#documents';
import { Records } from '#stores';
import { Anybody } from '../../access/access.ts';
import { CurrentActor } from '../../access/caller.ts';
import { ApiRecords } from '../../http/documented.ts';
import { RecordId } from '../../http/params.ts';
import { firstOf } from '../first-of.ts';
import { nameOf, ReportFiles } from './report-files.ts';
import { reportFilter } from './report.commands.ts';
import { CsvQuery, ExportQuery } from './report.dto.ts';
import { ReportsExport } from './report.view.ts';

const PDF = 'application/pdf';
const CSV = 'text/csv';
const LONGEST_TOKEN = 64;
const BYTES = { schema: { type: 'string', format: 'binary' } } as const;

/** Reports as files: to print, for a spreadsheet, for another program. */
@ApiRecords('reports')
@Controller('v1')
export class ReportFilesController {
  constructor(
    private readonly files: ReportFiles,
    private readonly records: Records,
  ) {}

  @Get('reports.pdf')
  @ApiOperation({ summary: 'Reports as one document, a site’s week for example: an overview, then each report' })
  @ApiProduces(PDF)
  @ApiOkResponse(BYTES)
  async pdf(@CurrentActor() actor: Actor, @Query() query: ExportQuery): Promise<StreamableFile> {
    const reports = await this.files.gather(actor, reportFilter(query, actor), 'pdf');
    return file(await this.files.pdf(reports, actor), PDF, 'reports.pdf');
  }

  @Get('reports.csv')
  @ApiOperation({ summary: 'Reports for a spreadsheet: UTF-8, RFC 4180, nothing that is calculated' })
  @ApiProduces(CSV)
  @ApiOkResponse({ schema: { type: 'string' } })
  async csv(@CurrentActor() actor: Actor, @Query() { rows, ...query }: CsvQuery): Promise<StreamableFile> {
    const reports = await this.files.gather(actor, reportFilter(query, actor), 'rows');
    return spreadsheet(reportsAsCsv(reports, rows), 'reports.csv');
  }

  @Get('reports.json')
  @ApiOperation({ summary: 'All reports that fit, without pages' })
  @ApiOkResponse({ type: ReportsExport })
  async json(@CurrentActor() actor: Actor, @Query() query: ExportQuery): Promise<ReportsExport> {
    return { reports: await this.files.gather(actor, reportFilter(query, actor), 'rows') };
  }

  @Get('reports/:id.pdf')
  @ApiOperation({ summary: 'One report as a document' })
  @ApiProduces(PDF)
  @ApiOkResponse(BYTES)
  async one(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<StreamableFile> {
    const report = firstOf(await this.records.reports(actor, { id }), 'report');
    return file(await this.files.pdf([report], actor), PDF, `${nameOf([report])}.pdf`);
  }

  @Get('documents/:token')
  @Anybody()
  @ApiOperation({ summary: 'What the link in a chat leads to; no key is needed until it expires', security: [] })
  @ApiParam({ name: 'token', schema: { type: 'string', maxLength: LONGEST_TOKEN } })
  @ApiProduces(PDF)
  @ApiOkResponse(BYTES)
  async linked(@Param('token') token: string): Promise<StreamableFile> {
    const { reports, reader } = await this.files.behind(token.slice(0, LONGEST_TOKEN));
    return file(await this.files.pdf(reports, reader), PDF, `${nameOf(reports)}.pdf`);
  }

  @Get('documents/:token.csv')
  @Anybody()
  @ApiOperation({ summary: 'The same link, for a spreadsheet', security: [] })
  @ApiParam({ name: 'token', schema: { type: 'string', maxLength: LONGEST_TOKEN } })
  @ApiProduces(CSV)
  @ApiOkResponse({ schema: { type: 'string' } })
  async linkedRows(@Param('token') token: string): Promise<StreamableFile> {
    const { reports } = await this.files.behind(token.slice(0, LONGEST_TOKEN));
    return spreadsheet(reportsAsCsv(reports), `${nameOf(reports)}.csv`);
  }
}

function spreadsheet(rows: string, name: string): StreamableFile {
  return file(Buffer.from(rows), `${CSV}; charset=utf-8; header=present`, name);
}

/** Shown where a browser can; under a name of our own when it is kept. */
function file(bytes: Buffer, type: string, name: string): StreamableFile {
  const disposition = type === PDF ? 'inline' : 'attachment';
  return new StreamableFile(bytes, { type, disposition: `${disposition}; filename="${name}"`, length: bytes.length });
}
