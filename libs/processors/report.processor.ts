import type { Command } from '#core';
import type { Step } from '#stores';
import { unknownSite } from './people.ts';
import { act, type Processor, type Setting, settle } from './processor.ts';
import { dayOf } from './wall-clock.ts';

/** A shift, and how far ahead the next one looks. */
const SHIFT_HOURS = 12;

/** Where things stand. Filing field reports is not here yet. */
export class ReportProcessor implements Processor {
  prepare(command: Command, setting: Setting): Step[] {
    if (command.operation !== 'status') {
      return [settle({ kind: 'said', command: 'none.unknown', topic: 'not_yet', about: command.entity })];
    }
    return [unknownSite(command, setting.known) ?? act(command, spanOf(command, setting))];
  }
}

function spanOf({ slots: { query, site } }: Command, { now, actor }: Setting): object {
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000).toISOString();
  const { end } = dayOf(now, actor.timeZone);
  const handoff = query === 'handoff';
  return {
    of: handoff ? 'handoff' : 'digest',
    now: now.toISOString(),
    since: hours(-SHIFT_HOURS),
    until: handoff ? hours(SHIFT_HOURS) : end.toISOString(),
    dayEnd: end.toISOString(),
    personId: actor.personId,
    siteId: site?.siteId,
  };
}
