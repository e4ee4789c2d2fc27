import { randomUUID } from 'node:crypto';
import { type Command, nameOf, type Slots } from '#core';
import type { Step } from '#stores';
import { may } from './deeds.ts';
import { idsOf, unknownSite } from './people.ts';
import { act, askFor, type Setting, settle } from './processor.ts';

/** A report by its id or its number. */
export type Which = { readonly id: string; readonly version?: number } | { readonly ref: number };

const SITES_OFFERED = 6;
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
    ...followUps.map((task) =>
      askedFollowUp(ofReport({ id: newId, site: site?.siteId ? site : undefined, ...task }), { id: newId }, setting),
    ),
    ...(site && !site.siteId ? [askWhere(newId, site.name, setting)] : []),
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
            ...(slots.followUps ?? []).map((task) => askedFollowUp(ofReport({ ...which, ...task }), which, setting)),
          ]
        : [askFor(command, 'notes')];
    case 'update':
      return [update(command, which, setting)];
    default:
      return [act(command, which)];
  }
}

/** The report is kept; of which of the places that are theirs it is, or of a new one, is asked. */
function askWhere(id: string, name: string, { known, actor }: Setting): Step {
  const { siteIds = [] } = known.people.find((person) => person.id === actor.personId) ?? {};
  const everywhere = actor.role === 'admin' || siteIds.length === 0;
  const theirs = known.sites.filter((site) => everywhere || siteIds.includes(site.id));
  const near = (other: string): boolean => other.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase();
  const sites = theirs.toSorted((a, b) => Number(near(b.name)) - Number(near(a.name))).slice(0, SITES_OFFERED);
  const place = (slots: Slots): Command => ({ entity: 'report', operation: 'update', slots: { id, ...slots } });
  return settle({
    kind: 'asked',
    command: 'report.update',
    question: 'unknown_site',
    about: name,
    choices: [
      ...(may(actor, 'site.change') ? [{ label: `➕ ${name}`, command: place({ site: { name }, sure: true }) }] : []),
      ...sites.map((site) => ({ label: site.name, command: place({ site: { name: site.name, siteId: site.id } }) })),
    ],
  });
}

function update(command: Command, which: Which, setting: Setting): Step {
  const { notes, site, observedAt, readings, equipment, sure } = command.slots;
  if (sure && site && !site.siteId) {
    const refused = {
      kind: 'refused',
      command: nameOf(command),
      code: 'forbidden',
      reason: 'Only an admin may do this',
    } as const;
    return may(setting.actor, 'site.change')
      ? act(command, { ...which, name: site.name }, 'report.place')
      : settle(refused);
  }
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
  const people = idsOf(command, slots.assignees ?? [], setting.known);
  if ('ask' in people) return people.ask;
  return followUp(which, { ...slots, title }, setting);
}

function ofReport(slots: Slots): Command {
  return { entity: 'report', operation: 'followup', slots };
}

function followUp(which: Which, task: Slots, setting: Setting): Step {
  return act(ofReport({}), { ...which, version: undefined, ...taskArgs(task, setting) });
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
  const kept = suggestions?.map((task) => {
    const args = taskArgs(task, setting);
    return { title: args.title, args };
  });
  return { readings, equipment, suggestions: kept };
}

/** A task's slots as `task_create` takes them. Somebody nobody knows does not hold up a report: the name stays in the title. */
function taskArgs(
  { title: said, due, dueHasTime, recurrence, priority, assignees = [], site }: Slots,
  { actor }: Setting,
): { readonly title?: string } {
  const assigneeIds = assignees.flatMap(({ personId }) => personId ?? []);
  const strangers = assignees.flatMap(({ name, personId }) => (personId ? [] : [`@${name}`]));
  const title = said && [said, ...strangers].join(' ');
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
  ) as { title?: string }; // without the keys that are not said
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
