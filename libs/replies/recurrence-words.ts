import { dateFormat, type RecurrenceFrom } from '#core';

export type RepeatUnit = 'hour' | 'day' | 'week' | 'month' | 'year';

/** How one language says how often. */
export interface RecurrenceWords {
  readonly every: (count: number, unit: RepeatUnit) => string;
  /** "3 days after it is done". */
  readonly afterDone: (count: number, unit: RepeatUnit) => string;
  /** "every Monday and Friday". */
  readonly everyDay: (days: string) => string;
  readonly weekdays: string;
  readonly weekend: string;
  /** "on Friday", "on the 15th", put after how often. */
  readonly on: (days: string) => string;
  readonly nth: Readonly<Record<string, string>>;
  /** "the first Monday". */
  readonly nthDay: (nth: string, day: string) => string;
  readonly dayOfMonth: (day: number) => string;
  readonly at: (times: string) => string;
  readonly until: (day: string) => string;
  readonly times: (count: number) => string;
  readonly and: string;
}

const UNITS: Readonly<Record<string, RepeatUnit>> = {
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule in words: "every Monday", "every 2 weeks on Friday", "3 days after it is done". */
export function recurrenceWords(
  rule: string,
  from: RecurrenceFrom,
  { locale, words }: { locale: string; words: RecurrenceWords },
): string {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const unit = UNITS[parts.get('FREQ') ?? ''] ?? 'day';
  const count = Number(parts.get('INTERVAL') ?? 1);
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean);
  const set = days.join(',');
  const howOften = (): string => {
    if (from === 'completion' && days.length === 0) return words.afterDone(count, unit);
    if (unit === 'week' && count === 1 && days.length > 0) {
      if (set === 'MO,TU,WE,TH,FR') return words.weekdays;
      return set === 'SA,SU' ? words.weekend : words.everyDay(listed(days.map(dayName), words));
    }
    const on = [...days.map(dayName), ...monthDays(), ...(parts.has('BYMONTH') ? [months()] : [])];
    return [words.every(count, unit), on.length > 0 && words.on(listed(on, words))].filter(Boolean).join(' ');
  };

  function dayName(day: string): string {
    const [, nth = '', code = ''] = /^([+-]?\d)?(\w\w)$/.exec(day) ?? [];
    // 5 January 1970 was a Monday
    const monday = Date.UTC(1970, 0, 5 + DAYS.indexOf(code));
    const name = dateFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(monday);
    return nth ? words.nthDay(words.nth[nth.replace('+', '')] ?? nth, name) : name;
  }

  function monthDays(): string[] {
    if (parts.has('BYMONTH')) return [];
    return (parts.get('BYMONTHDAY') ?? '')
      .split(',')
      .filter(Boolean)
      .map((day) => words.dayOfMonth(Number(day)));
  }

  function months(): string {
    const form = parts.has('BYMONTHDAY') ? { day: 'numeric', month: 'long' } : { month: 'long' };
    const format = dateFormat(locale, { ...(form as Intl.DateTimeFormatOptions), timeZone: 'UTC' }); // both forms are such options
    const day = Number(parts.get('BYMONTHDAY')?.split(',')[0] ?? 1);
    const named = (parts.get('BYMONTH') ?? '').split(',').map((month) => {
      return format.format(Date.UTC(2024, Number(month) - 1, Math.max(1, day)));
    });
    return listed(named, words);
  }

  return [howOften(), times(parts, words), ends(parts, locale, words)].filter(Boolean).join(' ');
}

/** The one time of day is said with the date; of several, all are. */
function times(parts: ReadonlyMap<string, string>, words: RecurrenceWords): string {
  const hours = (parts.get('BYHOUR') ?? '').split(',').filter(Boolean);
  if (hours.length < 2) return '';
  const minute = (parts.get('BYMINUTE') ?? '0').split(',')[0]?.padStart(2, '0') ?? '00';
  return words.at(
    listed(
      hours.map((hour) => `${hour.padStart(2, '0')}:${minute}`),
      words,
    ),
  );
}

function ends(parts: ReadonlyMap<string, string>, locale: string, words: RecurrenceWords): string {
  if (parts.has('COUNT')) return words.times(Number(parts.get('COUNT')));
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(parts.get('UNTIL') ?? '') ?? [];
  if (!year) return '';
  const format = dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return words.until(format.format(Date.UTC(Number(year), Number(month) - 1, Number(day))));
}

function listed(names: readonly string[], { and }: RecurrenceWords): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
}
