import { Temporal } from 'temporal-polyfill';
import { type Day } from '../grammar/frame.ts';
import { type Length } from '../language/vocabulary.ts';

type PlainDate = Temporal.PlainDate;

const MOST_WORKDAYS = 1000;

/** The date(s) a day can mean, seen from today: none when there is no such day, two when it is unclear. */
export function datesOf(day: Day, today: PlainDate, weekday?: number): readonly PlainDate[] {
  switch (day.kind) {
    case 'offset':
      return agreed(today.add({ days: day.days }), weekday);
    case 'weekday':
      return [weekdayOf(day, today)];
    case 'dayOfMonth':
      return present(dayOfMonth(day, today, weekday));
    case 'date':
      return dates([day], today, weekday);
    case 'eitherDate':
      return dates(bothOrders(day), today, weekday);
    case 'month':
      return monthOf(day, today);
    case 'nth':
      return present(nthOf(day, today));
    case 'period':
      return [periodOf(day, today, weekday)];
    case 'weekend':
      return [weekendOf(day, today)];
    case 'workdays':
      return [workdaysAhead(day.count, today)];
    case 'ahead': {
      const [from = today] = day.from ? datesOf(day.from, today) : [];
      return agreed(add(from, day.by), weekday);
    }
  }
}

/** Saturdays and Sundays are not counted. */
function workdaysAhead(count: number, today: PlainDate): PlainDate {
  let date = today;
  for (let left = Math.min(count, MOST_WORKDAYS); left > 0;) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek < 6) left--;
  }
  return date;
}

/** A weekday said beside a counted day: where they differ, both are readings. */
function agreed(date: PlainDate, weekday: number | undefined): readonly PlainDate[] {
  if (weekday === undefined || date.dayOfWeek === weekday) return [date];
  return [date, weekdayOf({ kind: 'weekday', weekday, which: 'bare' }, date)];
}

export function add(date: PlainDate, lengths: readonly Length[]): PlainDate {
  return lengths.reduce((sum, { unit, count }) => sum.add({ [`${unit}s`]: count }), date);
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** A bare weekday is never today; "this" one may be; the "next" one is in the week after this. */
function weekdayOf(day: Extract<Day, { kind: 'weekday' }>, today: PlainDate): PlainDate {
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const ahead = (day.weekday - today.dayOfWeek + 7) % 7;
  switch (day.which) {
    case 'next':
      return monday.add({ days: 6 + day.weekday });
    case 'last':
      return today.subtract({ days: ((today.dayOfWeek - day.weekday + 6) % 7) + 1 });
    case 'this':
      return today.add({ days: ahead });
    case 'bare':
      return today.add({ days: ahead === 0 ? 7 : ahead });
  }
}

function dayOfMonth(
  day: Extract<Day, { kind: 'dayOfMonth' }>,
  today: PlainDate,
  weekday?: number,
): PlainDate | undefined {
  const first = today.with({ day: 1 }).add({ months: day.months ?? 0 });
  for (let months = 0; months < 84; months++) {
    const month = first.add({ months });
    if (day.day > month.daysInMonth) continue;
    const date = month.with({ day: day.day });
    const ahead =
      day.months !== undefined || Temporal.PlainDate.compare(date, today) > 0 || (weekday && date.equals(today));
    if (ahead && (weekday === undefined || date.dayOfWeek === weekday)) return date;
    if (day.months !== undefined) return undefined;
  }
  return undefined;
}

interface Written {
  readonly month: number;
  readonly day: number;
  readonly year?: number;
}

function bothOrders({ first, second, year }: Extract<Day, { kind: 'eitherDate' }>): readonly Written[] {
  const years = year === undefined ? {} : { year };
  return [
    { month: second, day: first, ...years },
    { month: first, day: second, ...years },
  ];
}

/** A weekday that contradicts the date leaves two readings; among two dates it decides. */
function dates(written: readonly Written[], today: PlainDate, weekday?: number): readonly PlainDate[] {
  const found = written.flatMap((one) => present(comingDate(one, today)));
  if (weekday === undefined) return found;
  const fitting = found.filter((date) => date.dayOfWeek === weekday);
  if (fitting.length > 0) return fitting;
  return [...found, ...found.map((date) => weekdayOf({ kind: 'weekday', weekday, which: 'bare' }, date))].slice(0, 2);
}

function comingDate({ month, day, year }: Written, today: PlainDate): PlainDate | undefined {
  for (let ahead = 0; ahead < 9; ahead++) {
    const first = Temporal.PlainDate.from({ year: year ?? today.year + ahead, month, day: 1 });
    if (day <= first.daysInMonth) {
      const date = first.with({ day });
      if (year !== undefined || Temporal.PlainDate.compare(date, today) >= 0) return date;
    }
    if (year !== undefined) return undefined;
  }
  return undefined;
}

function monthOf({ month, year, edge }: Extract<Day, { kind: 'month' }>, today: PlainDate): readonly PlainDate[] {
  const first = Temporal.PlainDate.from({ year: year ?? today.year, month, day: 1 });
  const last = first.with({ day: first.daysInMonth });
  const shift = year === undefined && Temporal.PlainDate.compare(last, today) < 0 ? 1 : 0;
  if (edge === 'end') return [last.add({ years: shift })];
  if (year === undefined && month === today.month && today.day > 1) return [today, first.add({ years: 1 })];
  return [first.add({ years: shift })];
}

function nthOf(day: Extract<Day, { kind: 'nth' }>, today: PlainDate): PlainDate | undefined {
  const start = Temporal.PlainDate.from({ year: day.year ?? today.year, month: day.month ?? today.month, day: 1 }).add({
    months: day.months ?? 0,
  });
  const step = day.month === undefined ? { months: 1 } : { years: 1 };
  const fixed = day.year !== undefined || day.months !== undefined;
  for (let month = start, tries = 0; tries < 15; month = month.add(step), tries++) {
    const date = nthIn(month, day.nth, day.weekday);
    if (date && (fixed || Temporal.PlainDate.compare(date, today) >= 0)) return date;
    if (fixed) return undefined;
  }
  return undefined;
}

function nthIn(first: PlainDate, nth: number, weekday?: number): PlainDate | undefined {
  const all: PlainDate[] = [];
  for (let day = 1; day <= first.daysInMonth; day++) {
    const date = first.with({ day });
    if (weekday === undefined || date.dayOfWeek === weekday) all.push(date);
  }
  return all.at(nth > 0 ? nth - 1 : nth);
}

/** The first working day of a coming week, the first of a month; ends are Friday and the last day. */
function periodOf(day: Extract<Day, { kind: 'period' }>, today: PlainDate, weekday?: number): PlainDate {
  const { unit, count, edge } = day;
  if (unit === 'week') {
    const monday = today.subtract({ days: today.dayOfWeek - 1 }).add({ weeks: count });
    if (weekday !== undefined) return monday.add({ days: weekday - 1 });
    if (edge !== 'end') return monday;
    return count === 0 && today.dayOfWeek > 5 ? monday.add({ days: 6 }) : monday.add({ days: 4 });
  }
  const first = unit === 'month' ? today.with({ day: 1 }) : today.with({ month: 1, day: 1 });
  const start = first.add({ [`${unit}s`]: count });
  if (edge === 'end') return start.add({ [`${unit}s`]: 1 }).subtract({ days: 1 });
  return edge === 'start' && count === 0 && today.day > 1 ? start.add({ [`${unit}s`]: 1 }) : start;
}

function weekendOf({ which }: Extract<Day, { kind: 'weekend' }>, today: PlainDate): PlainDate {
  if (which === 'this' && today.dayOfWeek === 7) return today;
  const saturday = today.add({ days: 6 - today.dayOfWeek });
  return which === 'this' ? saturday : saturday.add({ weeks: which === 'next' ? 1 : -1 });
}
