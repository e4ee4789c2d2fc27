import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor } from '#core';
import { Intake } from '#intake';
import type { Idempotency, Page } from '#stores';
import { AnyKey } from '../../access/access.ts';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { RecordId } from '../../http/params.ts';
import { Metrics } from '../../process/metrics.ts';
import { Kept } from './kept.ts';
import { MessageQuery, MessageView, NewMessage, ReceiptView } from './message.dto.ts';
import { answerOf, toAccept } from './messages.ts';

/** Messages in words, as people say them. */
@ApiRecords('messages')
@Controller('v1/messages')
export class MessagesController {
  constructor(
    private readonly intake: Intake,
    private readonly kept: Kept,
    private readonly metrics: Metrics,
  ) {}

  @Post()
  @AnyKey()
  @ApiOperation({
    summary: 'Say something in words; it is understood, carried out and answered',
    description: 'A key for reading may ask; what would change something is refused before it is stored.',
  })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ReceiptView })
  async say(
    @CurrentActor() actor: Actor,
    @Body() said: NewMessage,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<ReceiptView>> {
    await this.intake.mayAsk(said.text, actor);
    const receipt = await this.intake.receive(toAccept(actor, said, idempotency));
    this.metrics.message('rest', receipt);
    return answerOf(receipt);
  }

  @Get()
  @ApiOperation({ summary: 'Messages with what came of them, newest first' })
  @ApiPage(MessageView)
  list(@CurrentActor() actor: Actor, @Query() query: MessageQuery): Promise<Page<MessageView>> {
    return this.kept.page(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One message with what came of it' })
  @ApiOkResponse({ type: MessageView })
  show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<MessageView> {
    return this.kept.one(actor, id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Try a parked message again: one that failed too often and was set aside with its text kept',
  })
  @ApiAcceptedResponse({ description: 'It is being tried again' })
  retry(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<void> {
    return this.kept.retry(actor, id);
  }
}
