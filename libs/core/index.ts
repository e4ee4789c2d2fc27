export {
  AppError,
  StaleError,
  UnavailableError,
  type AppErrorOptions,
  type ErrorCode,
  type FieldProblem,
} from './errors.ts';
export { Clock, SystemClock, TestClock } from './clock.ts';
export { dateFormat } from './date-format.ts';
export type { Actor, Attachment, Mention, Message, Role, Scope, Source } from './message.ts';
export { ENTITIES, OPERATIONS, nameOf } from './command.ts';
export type {
  Command,
  CommandName,
  Entity,
  FollowUp,
  Item,
  NamedPerson,
  Operation,
  OperationOf,
  Priority,
  TaskStage,
  RecurrenceFrom,
  Slots,
} from './command.ts';
export type {
  Explanation,
  Known,
  KnownChecklist,
  KnownList,
  KnownPerson,
  KnownSite,
  KnownTemplate,
  Reading,
  Route,
  RouteGist,
  Span,
  Tier,
} from './route.ts';
export type {
  ApiKey,
  List,
  ListItem,
  Media,
  MediaStatus,
  NameRef,
  Person,
  PersonSettings,
  RecordSource,
  Reminder,
  ReminderStatus,
  Site,
  Task,
  TaskStatus,
} from './records.ts';
export type {
  Checklist,
  ChecklistAnswer,
  EquipmentStatus,
  FollowUpTask,
  Question,
  Report,
  ReportAttachment,
  ReportReading,
  ReportRevision,
  ReportStatus,
  Suggestion,
  Template,
} from './report.ts';
export type {
  Asked,
  Changed,
  Choice,
  Explained,
  Linked,
  Findings,
  Nudged,
  Outcome,
  Refused,
  Reminded,
  Said,
  Shown,
  Subject,
  Summary,
  Told,
  Walked,
} from './outcome.ts';
export { FOUND_ENTITIES } from './found.ts';
export type { Found, FoundEntity } from './found.ts';
export type { History, HistoryEntry, HistoryKind, SetAnew } from './history.ts';
export { Signal } from './signal.ts';
export { BUILD, VERSION } from './version.ts';
export type { Button, Mentioned, Reply } from './reply.ts';
