import type { Command, Known, NamedPerson } from '#core';
import { nameOf } from '#core';
import type { Step } from '#stores';
import { notFound, settle } from './processor.ts';

/** The ids of the people a command names, or what to say when one of them is nobody we know. */
export function idsOf(
  command: Command,
  people: readonly NamedPerson[],
  known: Known,
): { ids: string[] } | { ask: Step } {
  const stranger = people.find((person) => !person.personId);
  if (stranger) return { ask: askAboutStranger(command, stranger) };
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
