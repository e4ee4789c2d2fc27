import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { type Actor, AppError, type Report, type ReportRevision, type Task } from '#core';
import { Intake } from '#intake';
import { type Idempotency, MediaRecords, type Page, Records } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { ApiPage, PageQuery } from '../../http/page.dto.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { firstOf } from '../first-of.ts';
import { Programs } from '../programs.ts';
import { TaskView } from '../tasks/task.view.ts';
import { attachmentOf, createReport, followUpOf, onReport, reportFilter, updateReport } from './report.commands.ts';
import { NewFollowUp, NewReport, NewReportFile, ReportChanges, ReportNote, ReportQuery } from './report.dto.ts';
import { ReportView, RevisionView } from './report.view.ts';

/** Field reports. */
@ApiRecords('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly records: Records,
    private readonly programs: Programs,
    private readonly intake: Intake,
    private readonly media: MediaRecords,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Reports, newest first, narrowed by what is said of them' })
  @ApiPage(ReportView)
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor, ...query }: ReportQuery): Promise<Page<Report>> {
    return this.records.reports(actor, { limit, cursor, ...reportFilter(query, actor) });
  }

  @Post()
  @ApiOperation({ summary: 'File a report, a draft at first; what its words say in numbers is read from them' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ReportView })
  async create(
    @CurrentActor() actor: Actor,
    @Body() report: NewReport,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Report>> {
    const command = await this.intake.detailed(createReport(report), actor);
    const { body, replayed } = await this.programs.create('report', '/v1/reports', actor, command, idempotency);
    // its follow-ups were made after it
    return Answer.created('/v1/reports', replayed ? body : await this.show(actor, body.id), replayed);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One report' })
  @ApiOkResponse({ type: ReportView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Report> {
    return firstOf(await this.records.reports(actor, { id }), 'report');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a draft; absent keeps, null clears' })
  @ApiConditional()
  @ApiOkResponse({ type: ReportView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: ReportChanges,
  ): Promise<Answer<Report>> {
    return this.programs.change('report', actor, updateReport(id, version, changes));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a report; its follow-ups stay. A final one only managers delete' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.programs.change('report', actor, onReport('delete', id, version));
  }

  @Post(':id/finalize')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a report final: it stays as it is until it is opened again' })
  @ApiConditional()
  @ApiOkResponse({ type: ReportView })
  finalize(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<Answer<Report>> {
    return this.programs.change('report', actor, onReport('status', id, version, { query: 'final' }));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a final report a draft again; managers, or whoever made it final' })
  @ApiConditional()
  @ApiOkResponse({ type: ReportView })
  reopen(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<Answer<Report>> {
    return this.programs.change('report', actor, onReport('status', id, version, { query: 'draft' }));
  }

  @Post(':id/notes')
  @HttpCode(200)
  @ApiOperation({ summary: 'Add words to a draft, with what they say in numbers' })
  @ApiIdempotent()
  @ApiOkResponse({ type: ReportView })
  async note(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Body() { text }: ReportNote,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Report>> {
    const command = await this.intake.detailed(onReport('note', id, undefined, { notes: text }), actor);
    return this.programs.change('report', actor, command, idempotency);
  }

  @Post(':id/followups')
  @ApiOperation({ summary: 'Make a task that follows from a report' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: TaskView })
  followUp(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Body() task: NewFollowUp,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Task>> {
    return this.programs.create(
      'task',
      '/v1/tasks',
      actor,
      onReport('followup', id, undefined, followUpOf(task)),
      idempotency,
    );
  }

  @Post(':id/attachments')
  @HttpCode(200)
  @ApiOperation({ summary: 'Add a stored file to a draft; a photo is printed in its document' })
  @ApiIdempotent()
  @ApiOkResponse({ type: ReportView })
  async attach(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Body() { mediaId, caption }: NewReportFile,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Report>> {
    const found = await this.media.find(actor, mediaId);
    if (!found) throw new AppError('not_found', 'There is no such file');
    const attachments = [attachmentOf(found.media, caption)];
    return this.programs.change('report', actor, onReport('note', id, undefined, { attachments }), idempotency);
  }

  @Get(':id/revisions')
  @ApiOperation({ summary: 'A report as it was at each version, the latest first' })
  @ApiPage(RevisionView)
  revisions(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Query() page: PageQuery,
  ): Promise<Page<ReportRevision>> {
    return this.records.reportRevisions(actor, id, page);
  }
}
