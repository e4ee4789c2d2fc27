import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor } from '#core';
import { Intake } from '#intake';
import { ReadsOnly } from '../../access/access.ts';
import { CurrentActor } from '../../access/caller.ts';
import { ApiRecords } from '../../http/documented.ts';
import { ParseView, TextToParse } from './message.dto.ts';

/** What the rails make of a text, without anything coming of it. */
@ApiRecords('messages')
@Controller('v1/rails')
export class RailsController {
  constructor(private readonly intake: Intake) {}

  @Post('parse')
  @ReadsOnly()
  @HttpCode(200)
  @ApiOperation({ summary: 'Read a text without carrying it out' })
  @ApiOkResponse({ type: ParseView })
  parse(@CurrentActor() actor: Actor, @Body() { text, now, timeZone }: TextToParse): Promise<ParseView> {
    return this.intake.parse(text, { actor, timeZone, now: now === undefined ? undefined : new Date(now) });
  }
}
