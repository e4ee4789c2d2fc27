import type { Command } from '#core';
import type { Step } from '#stores';
import { act, type Processor } from './processor.ts';

/** Undo and redo. */
export class ChangeProcessor implements Processor {
  prepare(command: Command): Step[] {
    return [act(command, { auditId: command.slots.auditId })];
  }
}
