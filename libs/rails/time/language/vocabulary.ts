/** Lengths of time, shortest first. */
export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
export type PartOfDay = 'early' | 'morning' | 'midday' | 'afternoon' | 'late' | 'evening' | 'night';
/** A length as one word: a fortnight is two weeks. */
export interface Length {
  readonly unit: Unit;
  readonly count: number;
}

// prettier-ignore
/** What small words do in an expression of time. One word may play several parts. */
export type Role =
  | 'at' | 'on' | 'by' | 'in' | 'of' | 'the' | 'for' | 'to' | 'from' | 'and' | 'article' | 'around' | 'within'
  | 'this' | 'next' | 'last' | 'nextAfter' | 'every' | 'other' | 'per' | 'once' | 'often' | 'times' | 'upTo'
  | 'between' | 'until' | 'starting' | 'through' | 'before' | 'after' | 'ago' | 'agoAhead' | 'hence' | 'now'
  | 'half' | 'halfAfter' | 'quarter' | 'past' | 'toHour' | 'minus' | 'oclock' | 'hoursMark' | 'dayWord'
  | 'end' | 'beginning' | 'weekend' | 'weekends' | 'weekday' | 'weekdays' | 'event' | 'possessive'
  | 'stop' | 'label' | 'measure' | 'subject' | 'amount' | 'dayName' | 'when' | 'owner' | 'reminding' | 'afterDone';

type Words = readonly string[];

/** Everything this library knows of one language; a third language is one more of these. */
export interface Vocabulary {
  readonly language: 'en' | 'es';
  /** Which number of 3/8 is the month when both could be; 'unknown' asks. */
  readonly numericDate: 'monthFirst' | 'dayFirst' | 'unknown';
  /** An ordinal number is needed for a day of the month ("the 7th"), or a plain one will do ("el 7"). */
  readonly plainDayOfMonth: boolean;
  readonly numbers: Readonly<Record<string, number>>;
  readonly ordinals: Readonly<Record<string, number>>;
  readonly ordinalSuffixes: Words;
  readonly weekdays: Readonly<Record<string, number>>;
  readonly everyWeekday: Readonly<Record<string, number>>;
  readonly months: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, Unit | Length>>;
  /** Letters that are units only when glued to a number ("2h"). */
  readonly gluedUnits: Readonly<Record<string, Unit>>;
  readonly days: Readonly<Record<string, number>>;
  readonly times: Readonly<Record<string, string>>;
  readonly meridiems: Readonly<Record<string, 'am' | 'pm'>>;
  /** Parts of the day as nouns: only beside a day ("monday morning"). */
  readonly parts: Readonly<Record<string, PartOfDay>>;
  /** As phrases that stand alone ("in the morning"). */
  readonly partPhrases: Readonly<Record<string, PartOfDay>>;
  /** Of today ("tonight"). */
  readonly partsOfToday: Readonly<Record<string, PartOfDay>>;
  readonly everyPart: Readonly<Record<string, PartOfDay>>;
  /** Fixed feasts as month-day. */
  readonly holidays: Readonly<Record<string, string>>;
  /** Zones said after a clock, as IANA names. */
  readonly zones: Readonly<Record<string, string>>;
  readonly adverbs: Readonly<Record<string, Length>>;
  /** Words that usually mean something else ("sat", "may"): they need company. */
  readonly weak: Words;
  /** Words whose slips of the finger are forgiven (a letter missing, doubled, or two swapped). */
  readonly forgiven: Words;
  readonly roles: Readonly<Record<Role, Words>>;
}

/** What one word or phrase can mean; the grammar picks by position. */
export interface Meaning {
  number?: number;
  /** The figures as typed, for "415" and "0700". */
  digits?: string;
  ordinal?: number;
  weekday?: number;
  everyWeekday?: number;
  month?: number;
  length?: Length;
  day?: number;
  time?: { hour: number; minute: number };
  meridiem?: 'am' | 'pm';
  part?: { part: PartOfDay; use: 'noun' | 'phrase' | 'today' | 'every' };
  adverb?: Length;
  clock?: { hour: number; minute: number; second: number; padded: boolean };
  date?: { year: number; month: number; day: number };
  slash?: { first: number; second: number; year?: number };
  holiday?: { month: number; day: number };
  zone?: string;
  weak?: boolean;
  roles: Set<Role>;
}
