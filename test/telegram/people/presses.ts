import type { User } from '../bot-api.ts';
import type { Clock } from '../clock.ts';
import { badRequest } from '../server/refusal.ts';
import type { Posted } from '../world/chat.ts';
import type { World } from '../world/world.ts';

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** A button that was pressed: it spins until it is answered. */
export interface Press {
  readonly id: string;
  readonly from: User;
  readonly posted: Posted;
  readonly data: string;
  readonly at: number;
  /** What the bot answered, and after how many milliseconds. */
  answered: { readonly text: string; readonly alert: boolean; readonly afterMs: number } | undefined;
}

/** Buttons that were pressed, and how the bot answers them. */
export class Presses {
  readonly all = new Map<string, Press>();
  readonly #clock: Clock;
  readonly #world: World;
  readonly #validMs: number;
  #next = 4_611_686_018_000_000n;

  constructor(clock: Clock, world: World, validSeconds: number) {
    this.#clock = clock;
    this.#world = world;
    this.#validMs = validSeconds * 1000;
  }

  open(from: User, posted: Posted, data: string): Press {
    const id = String((this.#next += 1_000_003n));
    const press: Press = { id, from, posted, data, at: this.#clock.wall(), answered: undefined };
    this.all.set(id, press);
    return press;
  }

  /** Refused when it comes too late, or a second time. */
  answer(id: string, { text, alert }: { text: string; alert: boolean }): void {
    const press = this.all.get(id);
    const afterMs = this.#clock.wall() - (press?.at ?? 0);
    if (!press || press.answered || afterMs > this.#validMs) throw badRequest(TOO_OLD);
    press.answered = { text, alert, afterMs };
    this.#world.happen(press.posted.chat, { kind: 'answered', by: this.#world.bot.first_name, what: text });
  }
}
