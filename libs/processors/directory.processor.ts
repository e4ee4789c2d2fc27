import type { Command } from '#core';
import type { Step } from '#stores';
import { act, askFor, type Processor, type Setting } from './processor.ts';

/** People and places that are added by saying so; all else about them is changed over REST. */
export class DirectoryProcessor implements Processor {
  prepare(command: Command, setting: Setting): Step[] {
    const { newName } = command.slots;
    if (!newName) return [askFor(command, 'newName')];
    return [act(command, { name: newName, ...(command.entity === 'person' && placeOf(setting)) })];
  }
}

/** A manager of some sites has people there, and nowhere else. */
function placeOf({ actor, known }: Setting): { siteIds?: readonly string[] } {
  const siteIds = known.people.find(({ id }) => id === actor.personId)?.siteIds ?? [];
  return actor.role === 'manager' && siteIds.length > 0 ? { siteIds } : {};
}
