import { Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import type { Actor } from '#core';
import { Crew } from '#processors';
import { CurrentActor } from '../access/caller.ts';
import { ApiRecords } from '../http/documented.ts';
import { RecordId } from '../http/params.ts';
import { Bot } from './bot.ts';

class InvitedView {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'Maria' })
  readonly name: string;
}

class InviteView {
  @ApiProperty({ type: InvitedView })
  readonly person: InvitedView;

  @ApiProperty({ example: '/start 3q2-7wAAAA', description: 'What to say to the bot, once' })
  readonly say: string;

  @ApiProperty({
    example: 'https://t.me/flrts_bot?start=3q2-7wAAAA',
    nullable: true,
    type: String,
    description: 'The same as a link, once the bot knows its name',
  })
  readonly link: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt: string;
}

/** How somebody gets in: a link that makes their Telegram account this person's, once, for three days. */
@ApiRecords('people')
@Controller('v1/people/:id/invites')
export class InvitesController {
  constructor(
    private readonly crew: Crew,
    private readonly bot: Bot,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Invite somebody into Telegram; the code is shown this once' })
  @ApiCreatedResponse({ type: InviteView })
  async create(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<InviteView> {
    const { code, ...invite } = await this.crew.invite(actor, id);
    return { ...invite, say: `/start ${code}`, link: this.bot.link(code) };
  }
}
