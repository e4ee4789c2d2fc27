import { Readable } from 'node:stream';
import { Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, AppError, type Media } from '#core';
import { Shelf } from '#media';
import { MediaRecords, type Page } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { IdempotencyKey } from '../../http/idempotency.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { sentFile } from './file-body.ts';
import { FileQuery, MediaQuery, MediaView } from './media.dto.ts';

/** Photos, voice messages and other files. */
@ApiRecords('media')
@Controller('v1/media')
export class MediaController {
  constructor(
    private readonly shelf: Shelf,
    private readonly records: MediaRecords,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Files, newest first, without what is in them' })
  @ApiPage(MediaView)
  list(@CurrentActor() actor: Actor, @Query() { message, record, ...page }: MediaQuery): Promise<Page<Media>> {
    return this.records.page(actor, { ...page, messageId: message, recordId: record });
  }

  @Post()
  @ApiOperation({ summary: 'Store a file of up to 20 MB: as the body, or in a form' })
  @ApiConsumes('multipart/form-data', 'application/octet-stream')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: MediaView })
  async create(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Query() query: FileQuery,
    @IdempotencyKey() once?: string,
  ): Promise<Answer<Media>> {
    const { name, ...file } = await sentFile(request);
    const { media, replayed } = await this.shelf.add(actor, { ...file, name: query.name ?? name, once });
    return Answer.created('/v1/media', media, replayed);
  }

  @Get(':id')
  @ApiOperation({ summary: 'What is known of a file' })
  @ApiOkResponse({ type: MediaView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Media> {
    const found = await this.records.find(actor, id);
    if (!found) throw new AppError('not_found', 'There is no such file');
    return found.media;
  }

  @Get(':id/content')
  @ApiOperation({ summary: 'What is in a file' })
  @ApiOkResponse({ content: { '*/*': { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({ status: 302, description: 'It is had at Location, for ten minutes, by whoever has that link' })
  async content(@CurrentActor() actor: Actor, @RecordId() id: string, @Res() reply: FastifyReply): Promise<void> {
    const handed = await this.shelf.hand(actor, id);
    if ('link' in handed) return void reply.redirect(handed.link, 302);
    const { content, type, disposition } = handed;
    void reply.headers({ 'content-type': type, 'content-length': content.size, 'content-disposition': disposition });
    void reply.send(Readable.fromWeb(content.body));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a file; what is in it is erased soon after' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.records.delete(actor, id, version);
  }
}
