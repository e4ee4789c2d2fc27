import { Module } from '@nestjs/common';
import { ConfigModule } from '#config';
import { IntakeModule } from '#intake';
import { MediaModule } from '#media';
import { MessengerModule } from '#messenger';
import { FileFetcher } from './files/file-fetcher.ts';
import { FileSource } from './files/file-source.ts';
import { InboxSweep } from './inbox-sweep.ts';
import { LettingGo } from './letting-go.ts';
import { MediaSweep } from './media-sweep.ts';
import { OutboxSender } from './outbox-sender.ts';
import { ReminderClock } from './reminder-clock.ts';
import { MakingRounds } from './rounds.ts';
import { SlowAnswers } from './slow-answers.ts';
import { Speaker } from './speaker.ts';
import { WebhookSender } from './webhooks/webhook-sender.ts';

/** The loops that make good on promises: nothing stored is left undone, nothing to be said is left unsaid. */
@Module({
  imports: [ConfigModule, IntakeModule, MediaModule, MessengerModule],
  providers: [
    FileFetcher,
    FileSource,
    InboxSweep,
    LettingGo,
    MediaSweep,
    OutboxSender,
    ReminderClock,
    MakingRounds,
    SlowAnswers,
    Speaker,
    WebhookSender,
  ],
})
export class DeliveryModule {}
