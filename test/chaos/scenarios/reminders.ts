import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../bench/load.ts';
import { hire, keyOf, type Member } from '../crew.ts';
import { Killer } from '../killer.ts';
import { atMost, exactly, type Line, plain, type Run, type Scenario } from '../scenario.ts';
import { Stage } from '../stage.ts';

interface Size {
  readonly reminders: number;
  readonly people: number;
  readonly overMs: number;
  readonly killEveryMs?: number;
}

const FULL: Size = { reminders: 1000, people: 250, overMs: 30_000 };
const SMALL: Size = { reminders: 100, people: 50, overMs: 4000 };
const AHEAD_MS = 15_000;
const KILL_EVERY_MS = 1500;
/** Telegram is not on this machine: whoever dies meanwhile leaves something said that nobody knows of. */
const ANSWER_AFTER_MS = 50;

export const reminders: Scenario = {
  name: 'reminders',
  about: '1,000 reminders due within 30 s, 3 instances on PostgreSQL: each once, p99 <= 1 s late',
  run: (run) => play(run, run.small ? SMALL : FULL),
};

export const remindersKill: Scenario = {
  name: 'reminders-kill',
  about: 'the same while one instance is killed every 1.5 s: none missed, at most one repeat a kill, marked',
  run: (run) => play(run, { ...(run.small ? SMALL : FULL), killEveryMs: KILL_EVERY_MS }),
};

function play(run: Run, size: Size): Promise<Line[]> {
  return Stage.with({ instances: 3, postgres: true, answerAfterMs: ANSWER_AFTER_MS }, async (stage) => {
    run.say(`${size.people} people press Start`);
    const crew = await hire(stage, size.people);
    stage.deliver();
    for (const { person } of crew) person.starts();
    await stage.telegram.until(() => stage.telegram.tally.sent().length >= size.people, 60_000);
    run.say(`setting ${size.reminders} reminders`);
    const due = await set(stage, crew, size);
    const first = due.get(keyOf(0)) ?? 0;
    await pause(Math.max(0, first - Date.now() - 500));
    run.say(`they fall due within ${size.overMs / 1000} s from now on`);
    const killer = size.killEveryMs === undefined ? undefined : new Killer(stage.instances, size.killEveryMs);
    await pause(Math.max(0, first + size.overMs - Date.now()));
    await killer?.stop();
    run.say(`all are due; ${said(stage).length} were said, ${killer?.kills ?? 0} kills`);
    await stage.telegram
      .until(() => new Set(said(stage).map(({ key }) => key)).size >= due.size, 100_000)
      .catch(() => undefined);
    await pause(3000);
    return result(stage, due, killer);
  });
}

/** When each falls due, by its key; they are far enough ahead that all of them can be set before. */
async function set(
  { api }: Stage,
  crew: readonly Member[],
  { reminders: count, overMs }: Size,
): Promise<Map<string, number>> {
  const begin = Date.now() + AHEAD_MS + count * 8;
  const due = new Map<string, number>();
  const one = async (n: number) => {
    const at = Math.round(begin + (n * overMs) / count);
    due.set(keyOf(n), at);
    const personIds = [crew[n % crew.length]?.id];
    await api.create('/v1/reminders', { title: `Check pump ${keyOf(n)}`, due: new Date(at).toISOString(), personIds });
  };
  for (let n = 0; n < count; n += 10) await Promise.all(Array.from({ length: 10 }, (_, k) => one(n + k)));
  if (Date.now() > begin) throw new Error('setting the reminders took too long');
  return due;
}

async function result(stage: Stage, due: ReadonlyMap<string, number>, killer: Killer | undefined): Promise<Line[]> {
  const all = said(stage);
  const first = new Map<string, (typeof all)[number]>();
  for (const one of all) if (!first.has(one.key)) first.set(one.key, one);
  const repeats = all.length - first.size;
  const unmarked = all.filter((one) => first.get(one.key) !== one && !one.marked).length;
  const marked = [...first.values()].filter((one) => one.marked).length;
  const saidLate = [...first].map(([key, { at }]) => at - (due.get(key) ?? 0));
  const firedLate = await firing(stage);
  const early = saidLate.filter((ms) => ms < 0).length;
  const lateness = (late: readonly number[]) =>
    [50, 99, 100].map((p) => `${percentile(late, p).toFixed(0)}`).join(' / ') + ' ms';
  const kills = killer?.kills ?? 0;
  return [
    exactly('reminders missed', due.size - first.size, 0),
    exactly('reminders said too early', early, 0),
    ...(killer
      ? [atMost('reminders said twice', repeats, kills), exactly('of these not marked "(again)"', unmarked, 0)]
      : [exactly('reminders said twice', repeats, 0), exactly('said once and marked "(again)"', marked, 0)]),
    plain('marked though not heard before, in kills', `${marked} in ${kills}`),
    plain('in the outbox late: p50 / p99 / most', lateness(firedLate)),
    plain('said late: p50 / p99 / most', lateness(saidLate)),
    ...(killer ? [] : [atMost('said late, p99', percentile(saidLate, 99), 1000, ' ms')]),
  ];
}

function said({ telegram }: Stage): { key: string; at: number; marked: boolean }[] {
  const epoch = Date.now() - performance.now();
  return telegram.tally
    .sent()
    .flatMap(({ message: { text = '' }, at }) => {
      const key = /\bT\d{5}\b/.exec(text)?.[0];
      return key ? [{ key, at: at + epoch, marked: text.includes('(again)') }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

/** How many milliseconds after its time each came into the outbox. */
async function firing({ database }: Stage): Promise<number[]> {
  const rows = await database.query(
    `select extract(epoch from o.created_at - (x -> 'reminder' ->> 'due')::timestamptz) * 1000
     from public.outbox o, jsonb_array_elements(o.body -> 'outcomes') x where x ->> 'kind' = 'reminded'`,
  );
  return rows.map(([late]) => Number(late));
}
