import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../telegram/index.ts';
import type { Stage } from './stage.ts';

const FIRST_ID = 1000;

/** Somebody of the crew: on Telegram, and in the directory. */
export interface Member {
  readonly id: string;
  readonly person: Person;
}

/** Takes on so many people, each known to the product by their Telegram id. */
export async function hire({ api, telegram }: Stage, count: number): Promise<Member[]> {
  const crew: Member[] = [];
  for (let n = 0; n < count; n += 1) {
    const person = telegram.user({ id: FIRST_ID + n, first_name: `Crew ${n}` });
    const { id } = await api.create('/v1/people', { name: `Crew ${n}`, telegramId: String(FIRST_ID + n) });
    crew.push({ id: String(id), person });
  }
  return crew;
}

/** A task nobody else asks for: `T00042`. */
export function keyOf(n: number): string {
  return `T${String(n).padStart(5, '0')}`;
}

/** Says the tasks `from` up to `to`, in turn and so many a second, each in its member's own chat. */
export async function sayTasks(
  crew: readonly Member[],
  { from = 0, to, perSecond }: { from?: number; to: number; perSecond: number },
): Promise<void> {
  const started = performance.now();
  for (let n = from; n < to; n += 1) {
    const early = started + ((n - from) * 1000) / perSecond - performance.now();
    if (early > 1) await pause(early);
    const person = crew[n % crew.length]?.person;
    person?.says(person.chat, `/newtask Check pump ${keyOf(n)}`);
  }
}
