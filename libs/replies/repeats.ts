import type { RecurrenceWords, RepeatUnit } from './recurrence-words.ts';

/** How often, in English. */
export const repeatsInEnglish: RecurrenceWords = {
  every: (count, unit) => (count === 1 ? `every ${unit}` : `every ${count} ${unit}s`),
  afterDone: (count, unit) => `${count} ${unit}${count === 1 ? '' : 's'} after it is done`,
  everyDay: (days) => `every ${days}`,
  weekdays: 'every weekday',
  weekend: 'every weekend',
  on: (days) => `on ${days}`,
  nth: { '1': 'first', '2': 'second', '3': 'third', '4': 'fourth', '5': 'fifth', '-1': 'last', '-2': 'last but one' },
  nthDay: (nth, day) => `the ${nth} ${day}`,
  dayOfMonth: (day) => (day === -1 ? 'the last day' : `the ${ordinal(day)}`),
  at: (times) => `at ${times}`,
  until: (day) => `until ${day}`,
  times: (count) => `${count} times`,
  and: 'and',
};

function ordinal(day: number): string {
  const last = day % 10;
  const teen = day > 10 && day < 14;
  return `${day}${!teen && last === 1 ? 'st' : !teen && last === 2 ? 'nd' : !teen && last === 3 ? 'rd' : 'th'}`;
}

const UNIT: Readonly<Record<RepeatUnit, readonly [string, string]>> = {
  hour: ['hora', 'horas'],
  day: ['día', 'días'],
  week: ['semana', 'semanas'],
  month: ['mes', 'meses'],
  year: ['año', 'años'],
};

/** How often, in Spanish. */
export const repeatsInSpanish: RecurrenceWords = {
  every: (count, unit) => (count === 1 ? `cada ${UNIT[unit][0]}` : `cada ${count} ${UNIT[unit][1]}`),
  afterDone: (count, unit) => `${count} ${UNIT[unit][count === 1 ? 0 : 1]} después de hacerla`,
  everyDay: (days) => `cada ${days}`,
  weekdays: 'de lunes a viernes',
  weekend: 'cada fin de semana',
  on: (days) => (/^(el|la) /.test(days) ? days : `el ${days}`),
  nth: { '1': 'primer', '2': 'segundo', '3': 'tercer', '4': 'cuarto', '5': 'quinto', '-1': 'último' },
  nthDay: (nth, day) => `el ${nth} ${day}`,
  dayOfMonth: (day) => (day === -1 ? 'el último día' : `el ${day}`),
  at: (times) => `a las ${times}`,
  until: (day) => `hasta el ${day}`,
  times: (count) => `${count} veces`,
  and: 'y',
};
