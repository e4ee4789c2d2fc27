import { type Choice, type Command, nameOf } from '#core';
import type { Records, Step } from '#stores';
import { numbered } from '../numbered.ts';
import { act, notFound, type Setting, settle } from '../processor.ts';

/** "#6": the record of that number, of whatever kind. */
export async function byNumber(ref: number, command: Command, { actor }: Setting, records: Records): Promise<Step> {
  const found = await numbered(ref, actor, records);
  const choices: Choice[] = found.map(({ kind, title, mark }) => ({
    label: `${mark} #${ref} ${title}`,
    command: { entity: kind, operation: 'show', slots: { refs: [ref] } },
  }));
  const [only, ...others] = choices;
  if (!only) return notFound(command, `There is nothing with the number #${ref}`);
  if (others.length === 0) return shown(only.command);
  return settle({ kind: 'asked', command: nameOf(command), question: 'which', about: `#${ref}`, choices });
}

function shown(command: Command): Step {
  const { refs } = command.slots;
  return {
    ...act(command, { refs, ...(command.entity === 'task' && { status: 'all' }) }),
    of: { status: 'all', refs },
  };
}
