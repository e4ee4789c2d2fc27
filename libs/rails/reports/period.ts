import { dateFormat } from '#core';
import { fold } from '../text/tokens.ts';

/** Days, from the first to before the last, as `YYYY-MM-DD` on the speaker's calendar; and the words that said so. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly words: readonly string[];
}

const DAY_MS = 86_400_000;
const WEEKDAYS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['sunday', 'sun', 'domingo'],
    ['monday', 'mon', 'lunes'],
    ['tuesday', 'tue', 'tues', 'martes'],
    ['wednesday', 'wed', 'miercoles'],
    ['thursday', 'thu', 'thurs', 'jueves'],
    ['friday', 'fri', 'viernes'],
    ['saturday', 'sat', 'sabado'],
  ].flatMap((names, day) => names.map((name) => [name, day])),
);

type Span = (today: Date, found: RegExpExecArray) => [from: Date, to: Date];

const weekOf = (day: Date): Date => plus(day, -((day.getUTCDay() + 6) % 7));
const monthOf = (day: Date, months = 0): Date =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
const passed = (day: Date, name = ''): Date => plus(day, -((day.getUTCDay() - (WEEKDAYS[name] ?? 0) + 7) % 7));
const NAMES = Object.keys(WEEKDAYS).join('|');

/** Reports tell of what was: a weekday is the last one of its name. */
const SPANS: readonly (readonly [words: RegExp, span: Span])[] = [
  [/\b(?:today'?s?|de hoy|hoy)\b/u, (day) => [day, plus(day, 1)]],
  [/\b(?:yesterday'?s?|de ayer|ayer)\b/u, (day) => [plus(day, -1), day]],
  [/\b(?:this week'?s?|(?:de )?esta semana)\b/u, (day) => [weekOf(day), plus(weekOf(day), 7)]],
  [/\b(?:last week'?s?|(?:de )?la semana pasada)\b/u, (day) => [plus(weekOf(day), -7), weekOf(day)]],
  [/\b(?:this month'?s?|(?:de )?este mes)\b/u, (day) => [monthOf(day), monthOf(day, 1)]],
  [/\b(?:last month'?s?|(?:del? )?(?:el )?mes pasado)\b/u, (day) => [monthOf(day, -1), monthOf(day)]],
  [
    /\b(?:(?:the )?(?:last|past) (\d{1,3}) days|(?:los )?ultimos (\d{1,3}) dias)\b/u,
    (day, [, english, spanish]) => [plus(day, 1 - Number(english ?? spanish)), plus(day, 1)],
  ],
  [new RegExp(`\\b(?:since|desde el|desde) (${NAMES})\\b`, 'u'), (day, [, name]) => [passed(day, name), plus(day, 1)]],
  [
    new RegExp(`\\b(?:(?:from|on|of|el|del) )?(?:last )?(${NAMES})'?s?\\b`, 'u'),
    (day, [, name]) => [passed(day, name), plus(passed(day, name), 1)],
  ],
  [/\b(\d{4}-\d\d-\d\d)\b/u, (_, [, iso = '']) => [new Date(`${iso}T00:00Z`), plus(new Date(`${iso}T00:00Z`), 1)]],
];

/** The stretch of days a text names; undefined when it names none. */
export function periodIn(text: string, now: Date, timeZone: string): Period | undefined {
  const today = new Date(`${dateFormat('en-CA', { timeZone }).format(now)}T00:00Z`);
  const words = fold(text);
  for (const [pattern, span] of SPANS) {
    const found = pattern.exec(words);
    if (!found) continue;
    const [from, to] = span(today, found);
    if (Number.isNaN(from.getTime())) continue;
    return { from: dateOf(from), to: dateOf(to), words: found[0].split(' ') };
  }
  return undefined;
}

function plus(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY_MS);
}

function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}
