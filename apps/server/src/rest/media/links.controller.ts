import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Put, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#core';
import { EmbeddedR2, R2 } from '#storage/r2';
import { Anybody } from '../../access/access.ts';
import { sentFile } from './file-body.ts';
import { LinkQuery } from './media.dto.ts';

/** Answers the links that the embedded media store signs; R2's own lead to R2. */
@ApiExcludeController()
@Anybody()
@Controller('v1/media/links')
export class LinksController {
  constructor(private readonly r2: R2) {}

  @Get()
  async fetch(@Query() { token }: LinkQuery, @Res() reply: FastifyReply): Promise<void> {
    const shown = await this.#files.fetch(token);
    if (!shown) throw new AppError('not_found', 'What this link leads to is gone');
    const { type, size, disposition = 'attachment', body } = shown;
    void reply.headers({ 'content-type': type, 'content-length': size, 'content-disposition': disposition });
    void reply.send(Readable.fromWeb(body));
  }

  @Put()
  @HttpCode(200)
  async store(@Query() { token }: LinkQuery, @Req() request: FastifyRequest): Promise<void> {
    await this.#files.accept(token, (await sentFile(request)).bytes, request.headers['content-type']);
  }

  get #files(): EmbeddedR2 {
    if (this.r2 instanceof EmbeddedR2) return this.r2;
    throw new AppError('not_found', 'There are no links here');
  }
}
