import type { Command, Shown } from '#core';
import { nameOf } from '#core';
import type { Step } from '#stores';
import { act, askFor, type Processor, type Setting, settle } from './processor.ts';

/** People and places that are added by saying so, and shown; all else about them is changed over REST. */
export class DirectoryProcessor implements Processor {
  prepare(command: Command, setting: Setting): Step[] {
    if (command.operation === 'show')
      return [
        settle({
          kind: 'shown',
          command: nameOf(command),
          ...(command.entity === 'site' ? sitesOf(setting) : crewOf(setting)),
        }),
      ];
    const { newName } = command.slots;
    if (!newName) return [askFor(command, 'newName')];
    return [act(command, { name: newName, ...(command.entity === 'person' && placeOf(setting)) })];
  }
}

/** Samples only where there is nothing else. */
function real<T extends { readonly name: string; readonly sample?: boolean }>(all: readonly T[]): readonly T[] {
  const others = all.filter(({ sample }) => !sample);
  return (others.length > 0 ? others : all).toSorted((a, b) => a.name.localeCompare(b.name));
}

function sitesOf({ known }: Setting): Pick<Shown, 'sites'> {
  return { sites: real(known.sites).map(({ id, name }) => ({ id, name })) };
}

function crewOf({ known }: Setting): Pick<Shown, 'people'> {
  const nameOfSite = new Map(known.sites.map(({ id, name }) => [id, name]));
  return {
    people: real(known.people).map(({ name, role, siteIds = [] }) => ({
      name,
      ...(role && { role }),
      sites: siteIds.flatMap((id) => nameOfSite.get(id) ?? []),
    })),
  };
}

/** A manager of some sites has people there, and nowhere else. */
function placeOf({ actor, known }: Setting): { siteIds?: readonly string[] } {
  const siteIds = known.people.find(({ id }) => id === actor.personId)?.siteIds ?? [];
  return actor.role === 'manager' && siteIds.length > 0 ? { siteIds } : {};
}
