import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { Anybody } from '../access/access.ts';
import { Bot } from './bot.ts';
import { WebhookDoor } from './webhook-door.ts';

const SECRET = 'x-telegram-bot-api-secret-token';

/** Where Telegram's updates come in. 200 says: stored; 503: send it again. */
@ApiTags('telegram')
@Anybody()
@Controller('webhook')
export class WebhookController {
  constructor(
    private readonly door: WebhookDoor,
    private readonly bot: Bot,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'An update from Telegram' })
  @ApiHeader({ name: SECRET, required: false, description: 'The secret set with setWebhook' })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['update_id'],
      properties: { update_id: { type: 'integer' } },
      additionalProperties: true,
    },
  })
  @ApiUnauthorizedResponse({ description: 'The secret token is missing or wrong' })
  @ApiServiceUnavailableResponse({ description: 'It could not be stored; send it again after Retry-After seconds' })
  @ApiOkResponse({ description: 'Stored, or nothing to store', schema: { type: 'object', maxProperties: 0 } })
  async receive(@Body() update: object, @Headers(SECRET) secret?: string): Promise<object> {
    this.door.open(secret);
    await this.bot.take(update);
    return {};
  }
}
