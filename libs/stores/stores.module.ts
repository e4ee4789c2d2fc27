import { Module } from '@nestjs/common';
import { SupabaseModule } from '#storage/supabase';
import { Backup } from './backup.ts';
import { Archives } from './archives.ts';
import { Directory } from './directory.ts';
import { DueReminders } from './due.ts';
import { FileQueue } from './file-queue.ts';
import { Inbox } from './inbox.ts';
import { Invites } from './invites.ts';
import { Ledger } from './ledger.ts';
import { MediaRecords } from './media.ts';
import { Organisation } from './organisation.ts';
import { Outbox } from './outbox.ts';
import { People } from './people.ts';
import { Records } from './records.ts';
import { Search } from './search.ts';
import { Signals } from './signals.ts';
import { WebhookQueue } from './webhook-queue.ts';
import { Webhooks } from './webhooks.ts';

/** Our tables, behind supabase-js. */
@Module({
  imports: [SupabaseModule],
  providers: [
    Archives,
    Backup,
    Directory,
    DueReminders,
    FileQueue,
    Inbox,
    Invites,
    Ledger,
    MediaRecords,
    Organisation,
    Outbox,
    People,
    Records,
    Search,
    Signals,
    WebhookQueue,
    Webhooks,
  ],
  exports: [
    Archives,
    Backup,
    Directory,
    DueReminders,
    FileQueue,
    Inbox,
    Invites,
    Ledger,
    MediaRecords,
    Organisation,
    Outbox,
    People,
    Records,
    Search,
    Signals,
    WebhookQueue,
    Webhooks,
  ],
})
export class StoresModule {}
