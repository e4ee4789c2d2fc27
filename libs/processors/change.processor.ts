import type { Command } from '#core';
import type { Archives, Records, Step } from '#stores';
import { entryOf } from './history/entry.ts';
import { meantBy, type Meant } from './history/meant.ts';
import { act, notFound, type Processor, type Setting, settle } from './processor.ts';

const SHOWN = 15;

/** Undo and redo, and what has happened to a record. */
export class ChangeProcessor implements Processor {
  constructor(
    private readonly records: Records,
    private readonly archives: Archives,
  ) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    if (command.operation !== 'show') return [act(command, { auditId: command.slots.auditId })];
    const meant = await meantBy(command, setting, this.records);
    return ['kind' in meant ? await this.#history(command, meant, setting) : meant];
  }

  async #history(command: Command, meant: Meant, { actor }: Setting): Promise<Step> {
    const asked = { entity: meant.kind, entityId: meant.id, limit: SHOWN };
    const { items, nextCursor } = await this.archives.audit(actor, asked);
    if (items.length === 0) return notFound(command, 'Nothing is written down about that');
    const entries = items.toReversed().map(entryOf);
    const { kind, id, title, ref } = meant;
    const record = { kind, id, title, ...(ref !== undefined && { ref }) };
    return {
      ...settle({
        kind: 'history',
        command: 'change.show',
        history: { ...record, entries },
        ...(nextCursor !== null && { more: true }),
      }),
      last: record,
    };
  }
}
