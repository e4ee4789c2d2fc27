import { percent } from './intents.ts';
import type { Answered } from './ask.ts';
import type { IntentRow } from './rows.ts';

export interface SlotScore {
  readonly items: number;
  readonly listName: number;
  readonly titleF1: number;
  readonly assignees: number;
  readonly timeDetected: number;
  readonly timeInvented: number;
}

const TIMEY =
  /\b(?:\d|morning|afternoon|evening|night|noon|day|week|month|year|hour|minute|before|after|when|next|later|soon|daily|weekly|o'clock|am|pm)\b/iu;

export function scoreSlots(answers: readonly Answered<IntentRow>[]): SlotScore {
  const rows = answers.filter(({ row }) => row.set === 'in_scope');
  const label = (one: Answered<IntentRow>): string => one.row.accept[0] ?? '';
  const having = (slot: string, of: RegExp): Answered<IntentRow>[] =>
    rows.filter((one) => one.row.slots?.[slot] !== undefined && of.test(label(one)));
  const reminders = rows.filter((one) => label(one) === 'reminder.create' && one.row.source === 'TOPv2');
  const timed = reminders.filter(({ row }) => row.slots?.['datetime_text'] ?? row.slots?.['recurrence_text']);
  const untimed = reminders.filter((one) => !timed.includes(one) && !TIMEY.test(one.row.text));
  const titles = having('title', /^(?:reminder\.create|task\.(?:create|complete|delete))$/u);
  return {
    items: percent(having('items', /^list\.(?:add|remove)$/u), ({ row, parse }) =>
      sameSet(wordsOf(row.slots?.['items']), parse.slots.items ?? []),
    ),
    listName: percent(
      having('list_name', /^list\./u),
      ({ row, parse }) => listed(String(row.slots?.['list_name'])) === listed(parse.slots.listName ?? ''),
    ),
    titleF1:
      titles.reduce(
        (sum, { row, parse }) => sum + overlap(plain(String(row.slots?.['title'])), plain(parse.slots.title ?? '')),
        0,
      ) / titles.length,
    assignees: percent(having('assignees', /./u), ({ row, parse }) =>
      sameSet(wordsOf(row.slots?.['assignees']), parse.slots.assignees ?? []),
    ),
    timeDetected: percent(timed, ({ parse }) => hasTime(parse.slots)),
    timeInvented: percent(untimed, ({ parse }) => hasTime(parse.slots)),
  };
}

function hasTime(slots: Answered<IntentRow>['parse']['slots']): boolean {
  return Boolean(slots.due ?? slots.recurrence ?? slots.datetime_text);
}

function wordsOf(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}

function plain(text: string): string {
  const bare = text
    .toLowerCase()
    .replace(/[“”"'`]/gu, '')
    .replace(/[^a-z0-9@#:/ ]+/gu, ' ');
  return bare
    .replace(/\b(?:the|a|an|my|our|some)\b/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^@/u, '');
}

function listed(name: string): string {
  return plain(name)
    .replace(/\blists?\b(?: of)?/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a.map(plain)), new Set(b.map(plain))];
  return left.size === right.size && [...left].every((one) => right.has(one));
}

function overlap(a: string, b: string): number {
  const [left, right] = [a.split(' ').filter(Boolean), b.split(' ').filter(Boolean)];
  const rest = [...right];
  const common = left.filter((word) => rest.includes(word) && rest.splice(rest.indexOf(word), 1)).length;
  return common === 0 ? 0 : (2 * common) / (left.length + right.length);
}
