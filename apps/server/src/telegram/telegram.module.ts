import { Module } from '@nestjs/common';
import { TelegrafModule } from 'nestjs-telegraf';
import { ConfigModule, Settings } from '#config';
import { IntakeModule } from '#intake';
import { KvModule } from '#storage/kv';
import { Bot } from './bot.ts';
import { BotNames } from './bot-names.ts';
import { InvitesController } from './invites.controller.ts';
import { Membership } from './membership.ts';
import { Polling } from './polling.ts';
import { TelegramUpdates } from './telegram.updates.ts';
import { WebhookController } from './webhook.controller.ts';
import { WebhookDoor } from './webhook-door.ts';

/** Without a token Telegraf still routes the updates that come in; it has nobody to call. */
const NO_TOKEN = '0:none';

/** The edge for Telegram. What goes out to chats goes through the outbox, not through here. */
@Module({
  imports: [
    ConfigModule,
    IntakeModule,
    KvModule,
    TelegrafModule.forRootAsync({
      imports: [ConfigModule],
      inject: [Settings],
      useFactory: ({ telegram }: Settings) => ({
        token: telegram?.token ?? NO_TOKEN,
        launchOptions: false,
        options: { handlerTimeout: Infinity, telegram: { apiRoot: telegram?.apiRoot, webhookReply: false } },
      }),
    }),
  ],
  controllers: [WebhookController, InvitesController],
  providers: [Bot, BotNames, Membership, Polling, TelegramUpdates, WebhookDoor],
})
export class TelegramModule {}
