import { Module } from '@nestjs/common';
import { ConfigModule, Settings } from '#config';
import { EmbeddedMessenger } from './messenger.embedded.ts';
import { Messenger } from './messenger.ts';

/** Speaks to chats: Telegram when there is a token, the kept conversation when not. */
@Module({
  imports: [ConfigModule],
  providers: [
    {
      provide: Messenger,
      inject: [Settings],
      useFactory: async ({ telegram }: Settings) => {
        if (!telegram) return new EmbeddedMessenger();
        const { TelegramMessenger } = await import('./messenger.telegraf.ts');
        return new TelegramMessenger(telegram);
      },
    },
  ],
  exports: [Messenger],
})
export class MessengerModule {}
