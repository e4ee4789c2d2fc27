import { type Choice, type Command, nameOf } from '#core';
import type { Records, Step } from '#stores';
import { act, notFound, type Setting, settle } from '../processor.ts';

/** "#6": the record of that number, of whatever kind; tasks, reports and reminders are each numbered by themselves. */
export async function byNumber(ref: number, command: Command, { actor }: Setting, records: Records): Promise<Step> {
  const refs = [ref];
  const [tasks, reports, reminders] = await Promise.all([
    records.tasks(actor, { refs, status: 'all' }),
    records.reports(actor, { refs }),
    records.reminders(actor, { refs }),
  ]);
  const show = (entity: Command['entity']): Command => ({ entity, operation: 'show', slots: { refs } });
  const choices: Choice[] = [
    ...tasks.items.map(({ title, status }) => ({
      label: `${status === 'done' ? '☑️' : '▫️'} #${ref} ${title}`,
      command: show('task'),
    })),
    ...reports.items.map(({ title }) => ({ label: `📝 #${ref} ${title}`, command: show('report') })),
    ...reminders.items.map(({ title }) => ({ label: `⏰ #${ref} ${title}`, command: show('reminder') })),
  ];
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
