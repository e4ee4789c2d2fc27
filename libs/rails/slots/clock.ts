import { fold } from '../text/tokens.ts';

interface Said {
  readonly hour: number;
  readonly minute: string;
  readonly half?: 'am' | 'pm';
  /** Written as on a 24-hour clock: "06:00", "22:00". */
  readonly certain: boolean;
}

const CLOCK =
  /(?<![\d:])(\d{1,2})(?:[:.h](\d\d))?(?!\d)\s*(a\.?\s?m\.?(?![a-z])|p\.?\s?m\.?(?![a-z])|in the morning|at night|in the evening|in the afternoon|de la manana|de la madrugada|de la noche|de la tarde)?|\b(noon|midday|midnight|mediodia|medianoche)\b/giu;
const MORNING = /^a|morning|manana|madrugada/u;

/** Every time of day in a few words; undefined when one of them is none ("25:00"). */
export function clocksIn(text: string): Said[] | undefined {
  const found = [...fold(text).matchAll(CLOCK)].map(([, hour, minute, half, word]) =>
    word ? named(word) : clock(hour ?? '', minute, half),
  );
  return found.some(({ hour, minute }) => hour > 24 || Number(minute) > 59) ? undefined : found;
}

function named(word: string): Said {
  return { hour: /^(noon|midday|mediodia)$/u.test(word) ? 12 : 0, minute: '00', certain: true };
}

function clock(hour: string, minute = '00', half?: string): Said {
  if (half) return { hour: Number(hour), minute, half: MORNING.test(half) ? 'am' : 'pm', certain: false };
  return { hour: Number(hour), minute, certain: hour.startsWith('0') || Number(hour) > 12 };
}

/** As `HH:MM`; when neither half of the day was said, the one that is usual. */
function onTheClock({ hour, minute, half, certain }: Said, usual: 'am' | 'pm'): string {
  const meant = certain ? hour % 24 : (hour % 12) + ((half ?? usual) === 'pm' && hour <= 12 ? 12 : 0);
  return `${String(meant).padStart(2, '0')}:${minute}`;
}

/** "10pm to 6am", "22:00-06:00", "10 to 6": from an evening to a morning unless said otherwise. */
export function spanOfDay(text: string): { from: string; until: string } | undefined {
  const [first, second, ...others] = clocksIn(text) ?? [];
  if (!first || !second || others.length > 0) return undefined;
  // where one of them can only be of a 24-hour clock, both are: "22:00 to 6", "08:00 to 17:00"
  const both = first.certain || second.certain;
  const sure = (said: Said): Said => (both && !said.half ? { ...said, certain: true } : said);
  return { from: onTheClock(sure(first), first.hour === 12 ? 'am' : 'pm'), until: onTheClock(sure(second), 'am') };
}

/** "7am", "at 7", "a las 6 de la tarde": a morning unless said otherwise. */
export function timeOfDay(text: string): string | undefined {
  const [only, ...others] = clocksIn(text) ?? [];
  return only && others.length === 0 ? onTheClock(only, only.hour === 12 ? 'pm' : 'am') : undefined;
}
