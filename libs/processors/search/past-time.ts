import { dateFormat } from '#core';
import { folded } from '#stores';
import { midnight } from '../wall-clock.ts';

/** A span of the past as it was said; `to` is absent when it lasts until now. */
export interface PastTime {
  readonly words: string;
  readonly from: string;
  readonly to?: string;
}

/** A calendar day: the numbers may run over (day 0 is the last of the month before). */
type Day = readonly [year: number, month: number, day: number];
/** From the first day up to the second, which is not in it; `undefined`: no such day. */
type Span = readonly [from: Day, to: Day];
type Reader = readonly [pattern: RegExp, span: (today: Day, said: readonly string[]) => Span | undefined];

const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const DIAS = 'lunes martes miercoles jueves viernes sabado domingo'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MESES = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const NUMBERS: Readonly<Record<string, number>> = {
  ...counted('a one two three four five six seven eight nine ten'),
  ...counted('un uno dos tres cuatro cinco seis siete ocho nueve diez'),
  una: 1,
};
const COUNT = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;
const UNIT = '(day|week|month|year|dia|semana|mes|ano)(?:s|es)?';

/** The first that fits is meant. */
const READERS: readonly Reader[] = [
  [/the day before yesterday|anteayer|antier/, (today) => days(today, -2, 1)],
  [/yesterday|last night|ayer|anoche/, (today) => days(today, -1, 1)],
  [/today|hoy/, (today) => days(today, 0, 1)],
  [new RegExp(`(?:in |over |during )?(?:the )?(?:last|past) ${COUNT} ${UNIT}`), lastFew],
  [new RegExp(`(?:en |durante )?(?:los|las) ultim[oa]s ${COUNT} ${UNIT}`), lastFew],
  [new RegExp(`${COUNT} ${UNIT} ago`), longAgo],
  [new RegExp(`hace ${COUNT} ${UNIT}`), longAgo],
  [/(?:the )?(?:last|past|previous) (week|month|year)/, (today, [unit = '']) => whole(today, unit, -1)],
  [/(?:la |el )?(semana|mes|ano) pasad[oa]/, (today, [unit = '']) => whole(today, unit, -1)],
  [/(?:this|est[ea]) (week|month|year|semana|mes|ano)/, (today, [unit = '']) => whole(today, unit, 0)],
  [
    new RegExp(`(?:(?:on|last|el|este) )?(${[...WEEKDAYS, ...DIAS].join('|')})(?: pasado)?`),
    (today, [name = '']) => weekday(today, (WEEKDAYS.includes(name) ? WEEKDAYS : DIAS).indexOf(name)),
  ],
  [
    new RegExp(
      `(?:in|during|from|last|since|en|desde|durante) (${[...MONTHS, ...MESES].join('|')})(?:,? (?:de )?(\\d{4}))?`,
    ),
    (today, [name = '', year]) => month(today, (MONTHS.includes(name) ? MONTHS : MESES).indexOf(name) + 1, year),
  ],
  [
    /(?:on |el )?(\d{4})-(\d{2})-(\d{2})/,
    (_, [year, month, day]) => days([Number(year), Number(month), Number(day)], 0, 1),
  ],
];

/** Reads when something was, if the words say so: "last week", "hace 3 días", "in June", "since Monday". */
export function pastTimeIn(text: string, now: Date, timeZone: string): PastTime | undefined {
  const plain = aligned(text);
  for (const [pattern, spanOf] of READERS) {
    const found = new RegExp(`(?<![\\p{L}\\p{N}])(since |desde )?(?:${pattern.source})(?![\\p{L}\\p{N}])`, 'u').exec(
      plain,
    );
    if (!found) continue;
    const [whole, since, ...said] = found;
    const span = spanOf(dayIn(now, timeZone), said);
    if (!span) continue;
    const [from, to] = span.map((day) => midnight(...day, timeZone).toISOString());
    const open = since !== undefined || /^(?:since|desde)/.test(whole);
    return { words: text.slice(found.index, found.index + whole.length), from: from ?? '', ...(!open && to && { to }) };
  }
  return undefined;
}

/** The first word and the second are one. */
function counted(words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, Math.max(1, at)]));
}

/** Folded letter by letter, so that places stay what they are. */
function aligned(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => (folded(letter).length === letter.length ? folded(letter) : letter))
    .join('');
}

function dayIn(now: Date, timeZone: string): Day {
  const [year = 0, month = 1, day = 1] = dateFormat('en-CA', { timeZone }).format(now).split('-').map(Number);
  return [year, month, day];
}

function days([year, month, day]: Day, offset: number, length: number): Span {
  return [
    [year, month, day + offset],
    [year, month, day + offset + length],
  ];
}

function lastFew(today: Day, [count = '', unit = '']: readonly string[]): Span {
  const [year, month, day] = back(today, numberOf(count), unit);
  return [[year, month, day], days(today, 0, 1)[1]];
}

function longAgo(today: Day, [count = '', unit = '']: readonly string[]): Span {
  return /^(?:day|dia)/.test(unit)
    ? days(back(today, numberOf(count), unit), 0, 1)
    : whole(today, unit, -numberOf(count));
}

function back([year, month, day]: Day, count: number, unit: string): Day {
  if (/^(?:day|dia)/.test(unit)) return [year, month, day - count];
  if (/^(?:week|semana)/.test(unit)) return [year, month, day - 7 * count];
  return /^(?:month|mes)/.test(unit) ? [year, month - count, day] : [year - count, month, day];
}

/** A whole week (from Monday), month or year, so many from this one. */
function whole([year, month, day]: Day, unit: string, offset: number): Span {
  if (/^(?:month|mes)/.test(unit))
    return [
      [year, month + offset, 1],
      [year, month + offset + 1, 1],
    ];
  if (/^(?:year|ano)/.test(unit))
    return [
      [year + offset, 1, 1],
      [year + offset + 1, 1, 1],
    ];
  return days([year, month, day], 7 * offset - sinceMonday([year, month, day]), 7);
}

/** The latest such day that is over or today. */
function weekday(today: Day, wanted: number): Span {
  return days(today, -((sinceMonday(today) - wanted + 7) % 7), 1);
}

/** The latest such month that has begun. */
function month([year, current]: Day, wanted: number, said: string | undefined): Span {
  const of = said ? Number(said) : wanted > current ? year - 1 : year;
  return [
    [of, wanted, 1],
    [of, wanted + 1, 1],
  ];
}

function sinceMonday([year, month, day]: Day): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

function numberOf(count: string): number {
  return NUMBERS[count] ?? Number(count);
}
