import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../bench/load.ts';
import { account, settled } from '../account.ts';
import { hire } from '../crew.ts';
import { atMost, exactly, type Line, plain } from '../scenario.ts';
import { Stage } from '../stage.ts';
import { Everyday } from './everyday.ts';
import { flatness, inWords, type Vitals, vitals } from './vitals.ts';

export interface Soak {
  readonly minutes: number;
  readonly perSecond: number;
  say(line: string): void;
}

const CREW = 60;
const TELL_EVERY_MS = 10_000;
const DRAIN_SECONDS = 10;

/** An ordinary day in short, and whether the process is at its end as it was; then a stop amid the work. */
export function soak({ minutes, perSecond, say }: Soak): Promise<Line[]> {
  return Stage.with({ instances: 1 }, async (stage) => {
    say(`taking on ${CREW} people, then ${perSecond} things a second for ${minutes} min`);
    const crew = await hire(stage, CREW);
    stage.deliver();
    for (const { person } of crew) person.starts();
    await stage.telegram.until(() => stage.telegram.tally.sent().length >= CREW, 60_000);
    const day = new Everyday(stage, crew);
    const watching = watch(stage, minutes * 60_000, say);
    await day.lasts(minutes * 60_000, perSecond);
    const samples = await watching;
    say('stopping it amid the work');
    const working = day.lasts(2000, perSecond * 4);
    await pause(1000);
    const stopped = performance.now();
    const code = await stage.instances[0]?.stop();
    const stopSeconds = (performance.now() - stopped) / 1000;
    await stage.instances[0]?.start();
    await working;
    await settled(stage, day.tasks, 60_000);
    return [
      ...flatness(samples),
      exactly('exit code on SIGTERM', code ?? -1, 0),
      atMost('SIGTERM to exit', stopSeconds, DRAIN_SECONDS, ' s'),
      ...(await kept(stage, day)),
      ...presses(day, minutes >= 1),
    ];
  });
}

async function watch(stage: Stage, milliseconds: number, say: Soak['say']): Promise<Vitals[]> {
  const samples: Vitals[] = [];
  const everyMs = Math.max(500, milliseconds / 240);
  const end = performance.now() + milliseconds;
  let told = 0;
  while (performance.now() < end) {
    const now = await vitals(stage);
    samples.push(now);
    if (performance.now() - told > TELL_EVERY_MS) {
      told = performance.now();
      say(`${inWords(now)}; ${stage.telegram.tally.sent().length} said`);
    }
    await pause(everyMs);
  }
  return samples;
}

/** What was promised of everything said, pressed and set meanwhile. */
async function kept(stage: Stage, { tasks, reminders }: Everyday): Promise<Line[]> {
  const { lost, duplicateRecords, unfinished, missing } = await account(stage, tasks);
  const said = () => stage.telegram.tally.sent().map(({ message }) => message.text ?? '');
  const times = (title: string) => said().filter((text) => text.includes('⏰') && text.includes(title)).length;
  // the last of them fall due when all else is settled; whether all were said is told below
  await stage.telegram.until(() => reminders.every((title) => times(title) > 0)).catch(() => undefined);
  return [
    exactly('messages lost', lost, 0),
    exactly('duplicate records', duplicateRecords, 0),
    exactly('messages not done', unfinished, 0),
    exactly('replies missing', missing, 0),
    exactly('reminders not said', reminders.filter((title) => times(title) === 0).length, 0),
    exactly('reminders said twice', reminders.filter((title) => times(title) > 1).length, 0),
    plain('done', `${tasks} tasks, ${reminders.length} reminders, ${said().length} replies`),
  ];
}

/** In a short form on a busy machine how long it takes says nothing. */
function presses({ presses: all }: Everyday, timed: boolean): Line[] {
  const answered = all.flatMap(({ answered: answer }) => (answer ? [answer.afterMs] : []));
  const p99 = percentile(answered, 99);
  return [
    exactly(`of ${all.length} presses without an answer`, all.length - answered.length, 0),
    timed ? atMost('presses answered, p99', p99, 1000, ' ms') : plain('presses answered, p99', `${p99.toFixed(0)} ms`),
  ];
}
