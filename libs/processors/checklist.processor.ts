import type { Command } from '#core';
import type { Step } from '#stores';
import { act, type Processor, type Setting } from './processor.ts';
import { onTemplate } from './template.processor.ts';

/** How buttons name a checklist. */
const CODE = /^[0-9a-f]{8}$/;

/** Checklists: one question after the other, kept after each answer, a report in the end. */
export class ChecklistProcessor implements Processor {
  prepare(command: Command, setting: Setting): Step[] {
    const { query, answer } = command.slots;
    const code = query && CODE.test(query) ? query : undefined;
    switch (command.operation) {
      case 'start':
        return [onTemplate(command, setting, (id) => act(command, { id, timeZone: setting.actor.timeZone }))];
      case 'answer':
        return [act(command, { code, ...answer, attachments: setting.message?.attachments })];
      default:
        return [act(command, { code })];
    }
  }
}
