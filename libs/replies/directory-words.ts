import type { Shown } from '#core';
import type { Phrases } from './phrases.ts';

const MOST_ROWS = 100;

/** Who is on the crew, or where it works; undefined when it was something else. */
export function directoryWords({ people, sites }: Shown, phrases: Phrases): string | undefined {
  if (people)
    return table(
      phrases.crewHeading(people.length),
      people.map((one) => personRow(one, phrases)),
      phrases,
    );
  return (
    sites &&
    table(
      phrases.sitesHeading(sites.length),
      sites.map(({ name }) => name),
      phrases,
    )
  );
}

function personRow({ name, role, sites }: NonNullable<Shown['people']>[number], { found }: Phrases): string {
  const details = [role && found.roles[role], sites.length > 0 && `📍 ${sites.join(', ')}`].filter(Boolean).join(' · ');
  return details ? `${name} — ${details}` : name;
}

function table(heading: string, rows: readonly string[], { andMore }: Phrases): string {
  const shown = rows.slice(0, MOST_ROWS).map((row) => `▫️ ${row}`);
  return [heading, ...shown, ...(rows.length > MOST_ROWS ? [`… ${andMore(rows.length - MOST_ROWS)}`] : [])].join('\n');
}
