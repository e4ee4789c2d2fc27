import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { type Actor, Clock, type Reply } from '#core';
import { Replies } from '#replies';
import { Records } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import { ApiRecords } from '../../http/documented.ts';
import { Form } from '../../http/fields.ts';

class NoticeQuery {
  @Form(/^\d{1,15}$/, 'the id of an earlier notice', { max: 15, optional: true, example: '41' })
  readonly after?: string;
}

class NoticeView {
  @ApiProperty({ example: 42 })
  readonly id: number;

  @ApiProperty({ format: 'date-time' })
  readonly at: string;

  @ApiProperty({ type: Object, example: { text: '⏰ call Sam' } })
  readonly reply: Reply;
}

class NoticesView {
  @ApiProperty({ type: [NoticeView] })
  readonly items: readonly NoticeView[];
}

/** Reminders, nudges and digests for somebody who has no chat with the bot: the page asks for them. */
@ApiRecords('messages')
@Controller('v1/notices')
export class NoticesController {
  constructor(
    private readonly records: Records,
    private readonly replies: Replies,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What you were told without asking, oldest first' })
  @ApiOkResponse({ type: NoticesView })
  async list(@CurrentActor() actor: Actor, @Query() { after }: NoticeQuery): Promise<NoticesView> {
    const notices = await this.records.notices(actor.organisationId, actor.personId, after ? Number(after) : undefined);
    const now = this.clock.now();
    return {
      items: notices.map(({ outcomes, ...one }) => ({ ...one, reply: this.replies.word(outcomes, { ...actor, now }) })),
    };
  }
}
