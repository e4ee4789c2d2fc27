import type { Clock } from '../clock.ts';
import type { LongPoll } from '../delivery/long-poll.ts';
import type { UpdateLog } from '../delivery/update-log.ts';
import type { WebhookSlot } from '../delivery/webhook-slot.ts';
import type { Presses } from '../people/presses.ts';
import type { Arguments } from '../server/arguments.ts';
import type { Flood } from '../server/flood.ts';
import type { BotUpdates } from '../world/bot-updates.ts';
import type { Files } from '../world/files.ts';
import type { World } from '../world/world.ts';
import type { Commands } from './command-methods.ts';

/** What the methods of the Bot API work on. */
export interface Inside {
  readonly clock: Clock;
  readonly world: World;
  readonly log: UpdateLog;
  readonly poll: LongPoll;
  readonly webhook: WebhookSlot;
  readonly files: Files;
  readonly flood: Flood;
  readonly presses: Presses;
  readonly commands: Commands;
  readonly updates: BotUpdates;
}

/** A method answers its result, or throws a `Refusal`. */
export type Method = (args: Arguments, inside: Inside) => unknown;
