import type { Scenario } from '../scenario.ts';
import { cutOver } from './cut-over.ts';
import { databaseDown } from './database-down.ts';
import { kill, killPostgres, noKill } from './kill.ts';
import { poison } from './poison.ts';
import { reminders, remindersKill } from './reminders.ts';
import { rest } from './rest.ts';
import { sameUpdate } from './same-update.ts';
import { telegramDown } from './telegram-down.ts';

/** All of them, in the order in which they are played. */
export const SCENARIOS: readonly Scenario[] = [
  rest,
  sameUpdate,
  noKill,
  kill,
  killPostgres,
  reminders,
  remindersKill,
  databaseDown,
  telegramDown,
  poison,
  cutOver,
];
