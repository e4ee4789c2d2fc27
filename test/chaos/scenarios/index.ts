import type { Scenario } from '../scenario.ts';
import { kill, killPostgres, noKill } from './kill.ts';
import { rest } from './rest.ts';
import { sameUpdate } from './same-update.ts';

/** All of them, in the order in which they are played. */
export const SCENARIOS: readonly Scenario[] = [rest, sameUpdate, noKill, kill, killPostgres];
