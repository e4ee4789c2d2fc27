import { setTimeout as pause } from 'node:timers/promises';
import { keyOf } from './crew.ts';
import { exactly, type Line } from './scenario.ts';
import type { Stage } from './stage.ts';

const KEY = /\bT\d{5}\b/;
const QUIET_MS = 4000;

/** What became of the tasks that were said. */
export interface Account {
  readonly lost: number;
  readonly duplicateRecords: number;
  readonly unfinished: number;
  readonly missing: number;
  readonly repeats: number;
  readonly inversions: number;
}

/** Waits until everything said was delivered and answered and the bot is silent, or for so long. */
export async function settled({ telegram }: Stage, count: number, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs;
  let said = -1;
  let quietSince = performance.now();
  while (performance.now() < end) {
    const sent = telegram.tally.sent();
    if (sent.length !== said) {
      said = sent.length;
      quietSince = performance.now();
    }
    const answered = new Set(sent.map(keyIn)).size >= count;
    if (telegram.pending === 0 && answered && performance.now() - quietSince > QUIET_MS) return;
    await pause(250);
  }
}

/** Counts tasks 0 to `count` in the records, and in what Telegram has seen. */
export async function account(stage: Stage, count: number): Promise<Account> {
  const titles = (await stage.api.all('/v1/tasks')).map(({ title }) => KEY.exec(String(title))?.[0]);
  const ours = titles.filter((key) => key !== undefined);
  const messages = await stage.api.all('/v1/messages?source=telegram');
  const { missing, repeats } = answers(stage, count);
  return {
    lost: keys(count).filter((key) => !ours.includes(key)).length,
    duplicateRecords: ours.length - new Set(ours).size,
    unfinished: messages.filter(({ status }) => status !== 'done').length,
    missing,
    repeats,
    inversions: inversions(stage),
  };
}

/** The lines that hold in every scenario; repeated replies are told by each for itself. */
export function linesOf({ lost, duplicateRecords, unfinished, missing, inversions: turned }: Account): Line[] {
  return [
    exactly('messages lost', lost, 0),
    exactly('duplicate records', duplicateRecords, 0),
    exactly('messages not done', unfinished, 0),
    exactly('replies missing', missing, 0),
    exactly('replies out of order in a chat', turned, 0),
  ];
}

function answers({ telegram }: Stage, count: number): { missing: number; repeats: number } {
  const found = telegram.tally.sent().flatMap((posted) => keyIn(posted) ?? []);
  const different = new Set(found);
  return {
    missing: keys(count).filter((key) => !different.has(key)).length,
    repeats: found.length - different.size,
  };
}

/** How often, in one chat, an earlier task was first answered after a later one. */
function inversions({ telegram }: Stage): number {
  let turned = 0;
  for (const chat of telegram.world.chats.values()) {
    const first = [...new Set(telegram.tally.sent(chat).flatMap((posted) => keyIn(posted) ?? []))];
    turned += first.filter((key, index) => key < (first[index - 1] ?? '')).length;
  }
  return turned;
}

function keyIn({ message }: { readonly message: { readonly text?: string } }): string | undefined {
  return KEY.exec(message.text ?? '')?.[0];
}

function keys(count: number): string[] {
  return Array.from({ length: count }, (_, n) => keyOf(n));
}
