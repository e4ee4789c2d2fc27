import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../telegram/index.ts';
import { account, linesOf, settled } from '../account.ts';
import { hire, sayTasks } from '../crew.ts';
import { atMost, exactly, type Line, type Run, type Scenario } from '../scenario.ts';
import { Stage } from '../stage.ts';

interface Trouble {
  readonly fault: Fault;
  /** How many repeats it makes by itself: Telegram has said what it was asked to, and nobody can know. */
  readonly repeats: boolean;
}

const TROUBLES: readonly Trouble[] = [
  { fault: { kind: 'cut' }, repeats: false },
  { fault: { kind: 'server error' }, repeats: false },
  { fault: { kind: 'hang' }, repeats: false },
  { fault: { kind: 'accept then drop' }, repeats: true },
];
/** 2, 4, 8, 16, 32 … seconds apart: not more in a minute. */
const CALLS_PER_CHAT = 6;

/** Telegram takes no replies for a while, in each of the ways in which that happens. */
export const telegramDown: Scenario = {
  name: 'telegram-down',
  about: 'Telegram cuts, errs, hangs, or takes and drops for 40 s each: records stand, replies come after, no storm',
  run: async (run) => {
    const lines: Line[] = [];
    for (const trouble of run.small ? TROUBLES.slice(0, 1) : TROUBLES) lines.push(...(await play(run, trouble)));
    return lines;
  },
};

function play({ small, say }: Run, { fault, repeats }: Trouble): Promise<Line[]> {
  return Stage.with({ instances: 1 }, async (stage) => {
    const { telegram } = stage;
    const [downMs, chats] = small ? [4000, 10] : [40_000, 40];
    const updates = chats * 4;
    const crew = await hire(stage, chats);
    stage.deliver();
    say(`${fault.kind}, for ${downMs / 1000} s`);
    const over = telegram.faults.order(fault, { method: 'sendMessage' });
    const began = performance.now();
    await sayTasks(crew, { to: updates, perSecond: updates / 4 });
    let during = await account(stage, updates);
    while (during.lost + during.unfinished > 0 && performance.now() - began < downMs - 1000) {
      await pause(250);
      during = await account(stage, updates);
    }
    await pause(downMs - (performance.now() - began));
    over();
    const calls = telegram.faults.struck.get(fault.kind) ?? 0;
    const heard = telegram.tally.sent().length;
    say(`over after ${calls} calls; waiting for ${updates} replies`);
    const back = performance.now();
    await settled(stage, updates, 180_000);
    const result = await account(stage, updates);
    const name = (line: Line): Line => ({ ...line, what: `${fault.kind}: ${line.what}` });
    return [
      exactly('records missing or unfinished meanwhile', during.lost + during.unfinished, 0),
      atMost('calls meanwhile', calls, chats * CALLS_PER_CHAT),
      ...linesOf(result),
      repeats ? atMost('replies said twice', result.repeats, heard) : exactly('replies said twice', result.repeats, 0),
      atMost('all said after, seconds', (performance.now() - back) / 1000, small ? 30 : 90),
    ].map(name);
  });
}
