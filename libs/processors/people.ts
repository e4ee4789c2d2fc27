import type { Choice, Command, Known, KnownPerson, NamedPerson } from '#core';
import { nameOf } from '#core';
import type { Step } from '#stores';
import { askWhich, notFound, settle } from './processor.ts';

/** The ids of the people a command names, or what to say when one of them is nobody we know. */
export function idsOf(
  command: Command,
  people: readonly NamedPerson[],
  known: Known,
): { ids: string[] } | { ask: Step } {
  const stranger = people.find((person) => !person.personId);
  if (stranger) return { ask: askAboutNamesakes(command, stranger, known) ?? askAboutStranger(command, stranger) };
  const ids = [...new Set(people.flatMap((person) => person.personId ?? []))];
  const nobody = ids.find((id) => !known.people.some((person) => person.id === id));
  return nobody ? { ask: notFound(command, `There is no person with the id ${nobody}`) } : { ids };
}

/** Says so when a command names a site by an id that is none. */
export function unknownSite({ slots, ...command }: Command, known: Known): Step | undefined {
  const id = slots.site?.siteId;
  if (!id || known.sites.some((site) => site.id === id)) return undefined;
  return notFound({ ...command, slots }, `There is no site with the id ${id}`);
}

function askAboutStranger(command: Command, stranger: NamedPerson): Step {
  const others = command.slots.assignees?.filter((person) => person !== stranger) ?? [];
  return settle({
    kind: 'asked',
    command: nameOf(command),
    question: 'unknown_person',
    about: stranger.name,
    choices:
      command.operation === 'create'
        ? [
            {
              label: `Without ${stranger.name}`,
              command: { ...command, slots: { ...command.slots, assignees: others } },
            },
          ]
        : [],
  });
}

/** A name by itself; beside another of that name with what tells the two apart: other names, places, the role, else the end of their ids. */
function toldApart(person: KnownPerson, all: readonly KnownPerson[], { sites }: Known): Pick<Choice, 'label' | 'role'> {
  const others = all.filter(({ id, name }) => id !== person.id && name.toLowerCase() === person.name.toLowerCase());
  if (others.length === 0) return { label: person.name };
  const hintsOf = ({ aliases, siteIds = [] }: KnownPerson): string[] => [
    ...aliases.filter((alias) => alias.toLowerCase() !== person.name.toLowerCase()),
    ...sites.filter(({ id }) => siteIds.includes(id)).map(({ name }) => name),
  ];
  const hints = hintsOf(person).filter((hint) => !others.every((other) => hintsOf(other).includes(hint)));
  const isTwin = (other: KnownPerson) => other.role === person.role && sameHints(hintsOf(other), hintsOf(person));
  const told = [...hints.slice(0, 3), ...(others.some(isTwin) ? [`id …${endOf(person, others.filter(isTwin))}`] : [])];
  const label = told.length > 0 ? `${person.name} (${told.join(', ')})` : person.name;
  return others.some(({ role }) => role !== person.role)
    ? { label, ...(person.role && { role: person.role }) }
    : { label };
}

function sameHints(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((hint) => other.includes(hint));
}

/** As much of the end of an id, as `GET /v1/people` shows it, as no other of them ends with. */
function endOf({ id }: KnownPerson, others: readonly KnownPerson[]): string {
  const [short, long] = [id.slice(-4), id.slice(-12)];
  return others.some((other) => other.id.endsWith(short)) ? long : short;
}

/** Several people go by that name: which of them is meant is not for us to say. */
function askAboutNamesakes(command: Command, { name }: NamedPerson, known: Known): Step | undefined {
  const said = name.toLowerCase();
  const namesakes = known.people.filter((person) =>
    [person.name, person.name.split(' ')[0] ?? '', ...person.aliases].some((one) => one.toLowerCase() === said),
  );
  if (namesakes.length < 2) return undefined;
  const others = command.slots.assignees?.filter((person) => person.name !== name) ?? [];
  return askWhich(
    command,
    name,
    namesakes.slice(0, 8).map((person) => ({
      ...toldApart(person, namesakes, known),
      slots: { assignees: [...others, { name: person.name, personId: person.id }] },
    })),
  );
}
