import { randomUUID } from 'node:crypto';
import { type Command, nameOf, type Slots } from '#core';
import type { Step } from '#stores';
import { unknownSite } from './people.ts';
import { act, askFor, type Setting, settle } from './processor.ts';

/** A report by its id or its number. */
export type Which = { readonly id: string; readonly version?: number } | { readonly ref: number };

/** More than dots and dashes. */
const WORDS = /[^\s\p{P}]/u;

/** A new report, and the tasks its words ask for. */
export function create(command: Command, setting: Setting): Step[] {
  const { site, notes, followUps = [], attachments, observedAt } = command.slots;
  const files = attachments ?? setting.message?.attachments;
  const text = site && !site.siteId ? `${site.name}: ${notes ?? ''}` : notes;
  if (!notes || !text || !WORDS.test(notes))
    return [askFor({ ...command, slots: { ...command.slots, attachments: files } }, 'notes')];
  const wrong = unknownSite(command, setting.known);
  if (wrong) return [wrong];
  const newId = randomUUID();
  const args = {
    newId,
    text,
    siteId: site?.siteId,
    observedAt: observedAt ?? setting.now.toISOString(),
    timeZone: setting.actor.timeZone,
    attachments: captioned(files, undefined),
    album: setting.message?.album,
    ...found(command.slots, setting),
  };
  return [
    act(command, args),
    ...followUps.map((task) => followUp({ id: newId }, { site: site?.siteId ? site : undefined, ...task }, setting)),
  ];
}

/** What is done to one report that exists. */
export function onOne(command: Command, which: Which, setting: Setting): Step[] {
  const { slots, operation } = command;
  switch (operation) {
    case 'status':
      if (slots.query === 'final') return [act(command, which, 'report.finalize')];
      if (slots.query === 'draft') return [act(command, which, 'report.reopen')];
      return [askForState(command)];
    case 'followup':
      return [askedFollowUp(command, which, setting)];
    case 'note':
      return slots.notes || slots.attachments?.length
        ? [
            act(command, { ...which, text: slots.notes, attachments: slots.attachments, ...found(slots, setting) }),
            ...(slots.followUps ?? []).map((task) => followUp(which, task, setting)),
          ]
        : [askFor(command, 'notes')];
    case 'update':
      return [update(command, which, setting)];
    default:
      return [act(command, which)];
  }
}

function update(command: Command, which: Which, setting: Setting): Step {
  const { notes, site, observedAt, readings, equipment } = command.slots;
  const siteId = site === null ? null : site?.siteId;
  const changes = {
    ...found(command.slots, setting),
    text: notes ?? undefined,
    siteId,
    observedAt,
    readings,
    equipment,
  };
  if (Object.values(changes).every((value) => value === undefined)) return askFor(command, 'notes');
  return unknownSite(command, setting.known) ?? act(command, { ...which, ...changes });
}

/** "follow up on report 3: …" makes a task; "/followup 3 1" takes the first thing the report's words suggested. */
function askedFollowUp(command: Command, which: Which, setting: Setting): Step {
  const { title, ...slots } = command.slots;
  if (title === undefined) return askFor(command, 'title');
  if (/^\d{1,2}$/.test(title)) return act(command, { ...which, suggestion: Number(title) });
  return followUp(which, { ...slots, title }, setting);
}

function followUp(which: Which, task: Slots, setting: Setting): Step {
  return act(
    { entity: 'report', operation: 'followup', slots: {} },
    { ...which, version: undefined, ...taskArgs(task, setting) },
  );
}

/** What was sent as an answer to a report's message, or along with one in an album: which that is, the records know. */
export function attach(command: Command, { message }: Setting): Step {
  const { notes, readings, equipment } = command.slots;
  const attachments = captioned(message?.attachments, notes);
  return act(
    command,
    { album: message?.album, replyTo: message?.replyTo, text: notes, attachments, readings, equipment },
    'report.attach',
  );
}

export function isAnswer({ slots: { id, refs, attachments } }: Command, { message }: Setting): boolean {
  return !id && !refs && !attachments && Boolean(message?.replyTo ?? message?.album);
}

function captioned(files: Slots['attachments'], caption: string | null | undefined): object[] | undefined {
  return files?.map((file) => (caption ? { ...file, caption } : { ...file }));
}

/** What a report's words gave, as the records keep it. */
function found({ readings, equipment, suggestions }: Slots, setting: Setting): object {
  const kept = suggestions?.map((task) => ({ title: task.title, args: taskArgs(task, setting) }));
  return { readings, equipment, suggestions: kept };
}

/** A task's slots as `task_create` takes them. Somebody nobody knows does not hold up a report. */
function taskArgs(
  { title, due, dueHasTime, recurrence, priority, assignees = [], site }: Slots,
  { actor }: Setting,
): object {
  const assigneeIds = assignees.flatMap(({ personId }) => personId ?? []);
  return JSON.parse(
    JSON.stringify({
      title,
      due: due ?? undefined,
      dueHasTime,
      timeZone: due ? actor.timeZone : undefined,
      recurrence: recurrence ?? undefined,
      priority,
      siteId: site?.siteId,
      assigneeIds,
    }),
  ) as object; // without the keys that are not said
}

function askForState(command: Command): Step {
  const states = [
    { label: 'final', slots: { query: 'final' } },
    { label: 'draft', slots: { query: 'draft' } },
  ];
  return settle({
    kind: 'asked',
    command: nameOf(command),
    question: 'which',
    about: '',
    choices: states.map(({ label, slots }) => ({
      label,
      command: { ...command, slots: { ...command.slots, ...slots } },
    })),
  });
}
