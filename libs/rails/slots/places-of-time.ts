import { fold } from '../text/tokens.ts';

/** What crews call their zones. */
const CALLED: Readonly<Record<string, string>> = {
  eastern: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  central: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  mountain: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  pacific: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  utc: 'UTC',
  gmt: 'UTC',
  texas: 'America/Chicago',
  houston: 'America/Chicago',
  dallas: 'America/Chicago',
  este: 'America/New_York',
  centro: 'America/Chicago',
  montana: 'America/Denver',
  pacifico: 'America/Los_Angeles',
  'ciudad de mexico': 'America/Mexico_City',
};
const AROUND = /^(?:the|la|el|de|del|hora|in|en)\s+|\s+(?:standard |daylight )?(?:time|zone|time zone)$/gu;

let cities: ReadonlyMap<string, string> | undefined;

/** The IANA zone a few words name: "Europe/Madrid", "New York", "central time". */
export function zoneNamed(said: string): string | undefined {
  const words = fold(said)
    .trim()
    .replace(/[.!?]+$/u, '')
    .replace(AROUND, '')
    .replace(AROUND, '');
  return CALLED[words] ?? byCity().get(words.replace(/[\s_]+/gu, ' ')) ?? spelt(words);
}

function byCity(): ReadonlyMap<string, string> {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone').flatMap((zone) => {
      const city = zone.split('/').at(-1) ?? zone;
      return [
        [fold(zone).replaceAll('_', ' '), zone],
        [fold(city).replaceAll('_', ' '), zone],
      ] as const;
    }),
  );
  return cities;
}

/** Zones under an older name ("US/Central") are zones too. */
function spelt(words: string): string | undefined {
  if (!/^[a-z]+(?:\/[a-z_+-]+)+$/u.test(words)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: words }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
