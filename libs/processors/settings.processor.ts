import type { Command, Slots } from '#core';
import type { Step } from '#stores';
import { act, askFor, type Processor, type Setting, settle } from './processor.ts';

const SPOKEN = ['en', 'es'];

/** What people want of the product for themselves; nobody changes another's here. */
export class SettingsProcessor implements Processor {
  prepare(command: Command, { actor }: Setting): Step[] {
    const { quiet, digestAt, timeZone, language, query: asked, version } = command.slots;
    if (command.operation === 'show') return [act(command, {}, 'settings.show')];
    if (Object.values({ quiet, digestAt, timeZone, language }).every((value) => value === undefined))
      return [asked ? askFor(command, asked as keyof Slots) : act(command, {}, 'settings.show')]; // the rails name a slot
    if (language !== undefined && !SPOKEN.includes(language))
      return [refuse(command, 'I speak English (en) and Spanish (es)')];
    if (quiet && quiet.from === quiet.until)
      return [refuse(command, 'Quiet hours need a beginning and an end, like 22:00-06:00')];
    return [
      act(command, {
        ...(quiet !== undefined && { quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null }),
        digestAt,
        timeZone,
        language,
        version,
        zone: timeZone ?? actor.timeZone,
      }),
    ];
  }
}

function refuse(command: Command, reason: string): Step {
  return settle({
    kind: 'refused',
    command: `settings.${command.operation}` as 'settings.update',
    code: 'invalid',
    reason,
  }); // of this entity
}
