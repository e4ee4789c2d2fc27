export {
  AppError,
  StaleError,
  UnavailableError,
  type AppErrorOptions,
  type ErrorCode,
  type FieldProblem,
} from './errors.ts';
export { Clock, SystemClock, TestClock } from './clock.ts';
export type { Actor, Attachment, Mention, Message, Role, Source } from './message.ts';
export { ENTITIES, OPERATIONS, nameOf } from './command.ts';
export type {
  Command,
  CommandName,
  Entity,
  Item,
  NamedPerson,
  Operation,
  OperationOf,
  Priority,
  RecurrenceFrom,
  Slots,
} from './command.ts';
export type {
  Explanation,
  Known,
  KnownList,
  KnownPerson,
  KnownSite,
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
  Asked,
  Button,
  Changed,
  Choice,
  Explained,
  Nudged,
  Outcome,
  Refused,
  Reminded,
  Reply,
  Said,
  Shown,
  Subject,
  Summary,
} from './outcome.ts';
export { Signal } from './signal.ts';
export { BUILD, VERSION } from './version.ts';
