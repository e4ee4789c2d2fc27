import type { Parse } from '#rails';
import type { Answered } from './ask.ts';
import { percent } from './intents.ts';
import type { DateRow, RecurrenceRow } from './rows.ts';

const CUT: Readonly<Record<string, number>> = { second: 19, minute: 16, hour: 13, day: 10, month: 7, year: 4 };

export interface DateScore {
  readonly exact: number;
  readonly wrong: number;
  readonly eventRelative: number;
  readonly core: number;
}

export function scoreDates(answers: readonly Answered<DateRow>[]): DateScore {
  const everyday = answers.filter(({ row }) => row.tier === 'everyday' && row.gold !== null);
  const relative = answers.filter(({ row }) => row.category === 'event_relative');
  return {
    exact: percent(everyday, ({ row, parse }) => isDate(row, parse)),
    wrong: percent(everyday, ({ row, parse }) => Boolean(parse.slots.due) && !isDate(row, parse)),
    eventRelative: percent(relative, ({ parse }) => !parse.slots.due),
    core: percent(
      answers.filter(({ row }) => row.tier === 'core'),
      ({ row, parse }) => isDate(row, parse),
    ),
  };
}

function isDate({ gold, tz, category, relative }: DateRow, { slots: { due } }: Parse): boolean {
  if (!gold) return !due;
  if (!due) return false;
  const wall = wallClock(due, tz ?? 'UTC');
  if (category === 'daypart') return wall >= gold.start && (gold.end === null || wall < gold.end);
  if (gold.grain === 'week') return daysBetween(gold.start, wall) >= 0 && daysBetween(gold.start, wall) < 7;
  if (gold.grain === 'quarter')
    return wall.slice(0, 4) === gold.start.slice(0, 4) && quarter(wall) === quarter(gold.start);
  const cut = CUT[gold.grain] ?? 16;
  const onTheHour = gold.grain !== 'hour' || relative === true || wall.slice(14, 16) === '00';
  return (
    onTheHour && [gold.start, ...(gold.alternatives ?? [])].some((start) => wall.slice(0, cut) === start.slice(0, cut))
  );
}

function wallClock(due: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(due),
  );
  return parts.replace(' ', 'T');
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 864e5;
}

function quarter(wall: string): number {
  return Math.floor((Number(wall.slice(5, 7)) - 1) / 3);
}

export interface RecurrenceScore {
  readonly right: number;
  readonly invented: number;
}

export function scoreRecurrences(answers: readonly Answered<RecurrenceRow>[]): RecurrenceScore {
  return {
    right: percent(
      answers.filter(({ row }) => row.recurrence !== null),
      ({ row, parse }) => isRule(row, parse),
    ),
    invented: percent(
      answers.filter(({ row }) => row.recurrence === null),
      ({ parse }) => Boolean(parse.slots.recurrence),
    ),
  };
}

const FIELDS = ['freq', 'interval', 'byday', 'bymonthday', 'bymonth', 'bysetpos', 'count', 'until'];

/** Field by field; a time of day in the rule itself is not compared. */
function isRule({ recurrence }: RecurrenceRow, { slots }: Parse): boolean {
  if (!slots.recurrence || !recurrence) return false;
  const said = new Map(slots.recurrence.split(';').map((part) => part.toLowerCase().split('=') as [string, string]));
  return FIELDS.every((field) => fieldOf(recurrence[field], field) === fieldOf(said.get(field), field));
}

function fieldOf(value: unknown, field: string): string {
  if (value === undefined || value === null) return field === 'interval' ? '1' : '';
  const words = (Array.isArray(value) ? value.map(String) : String(value).split(',')).map((word) =>
    word.toLowerCase().replace('+', ''),
  );
  return words
    .map((word) => (field === 'until' ? word.replace(/\D/gu, '').slice(0, 8) : word))
    .sort()
    .join();
}

/** The instant a wall clock shows in a zone, with its offset. */
export function instant(wall: string, timeZone: string): string {
  const guess = offset(timeZone, new Date(`${wall}Z`));
  const better = offset(timeZone, new Date(`${wall}${guess}`));
  return `${wall}${better}`;
}

function offset(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00';
}
