export { StoresModule } from './stores.module.ts';
export { Inbox, type Accepted, type Claimed, type Sender, type ToAccept } from './inbox.ts';
export { Ledger } from './ledger.ts';
export type { Commit, Committed, Idempotency, Reach, ReplyTo, Step, StepContext } from './steps.ts';
export { MediaRecords, type KeptMedia, type NewMedia, type UnsettledMedia } from './media.ts';
export { Directory, type DirectoryContents, type DirectoryPerson } from './directory.ts';
export { Outbox, type Sent, type ToSend } from './outbox.ts';
export {
  People,
  type Creation,
  type Once,
  type Founding,
  type KeyOwner,
  type PersonFields,
  type SiteFields,
} from './people.ts';
export {
  Records,
  words,
  type KeptMessage,
  type LinkedReports,
  type MessageFilter,
  type Notice,
  type PageAsked,
  type ReminderFilter,
  type ReportFilter,
  type TaskFilter,
  type Viewer,
} from './records.ts';
export type { Page } from './page.ts';
export { Search, type FoundPage, type SearchAsked } from './search.ts';
export { folded } from './highlights.ts';
export { Organisation } from './organisation.ts';
export { Signals } from './signals.ts';
export type { Waiting } from './unanswered.ts';
export { DueReminders, type DueReminder, type Fired, type Listener, type ToSay } from './due.ts';
export { Invites, type Invite } from './invites.ts';
export { Webhooks, type Delivery, type DeliveryFilter, type Webhook, type WebhookFields } from './webhooks.ts';
export { FileQueue, type Fetched, type ToFetch } from './file-queue.ts';
export { WebhookQueue, type Delivered, type ToDeliver } from './webhook-queue.ts';
export {
  Archives,
  type AuditEntry,
  type AuditFilter,
  type NamedIn,
  type Purge,
  type Reading,
  type Retention,
  type ToPurge,
} from './archives.ts';
export { Backup } from './backup.ts';
export { NOT_CARRIED, TABLES, type Table } from './tables.ts';
