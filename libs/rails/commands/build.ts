import type { CommandName, NamedPerson, Slots } from '#core';
import { namesIn, rangeOf, take, told, written, type Said } from '../grammar/said.ts';
import { readItems } from '../slots/items.ts';
import { readList } from '../slots/lists.ts';
import { distinct, readPeople } from '../slots/people.ts';
import { readRefs } from '../slots/refs.ts';
import { readSite } from '../slots/sites.ts';
import { readTitle, type Title } from '../slots/title.ts';
import { aRecord, listOr, type Built } from './record.ts';
import { changeSettings } from './settings.ts';
import { noteTask, priorityOf, reassignTask, stageOfTask, updateTask } from './tasks-changed.ts';
import { showTasks } from './tasks-shown.ts';
import { createReport, followUpReport, noteReport } from './reports.ts';
import { buildReminder, showReminders, snoozeReminder, updateReminder } from './reminders.ts';
import { readReportQuery } from '../reports/asked.ts';
import { buildAnswer, buildChecklist, buildTemplate } from '../reports/templates.ts';

type Builder = (said: Said) => Built;

/** Reads the slots of a matched command and says which of the needed ones are missing. */
export function build(command: CommandName, said: Said): Built {
  return BUILDERS[command](said);
}

const nothing: Builder = () => ({ slots: {}, missing: [] });

const BUILDERS: Readonly<Record<CommandName, Builder>> = {
  'task.create': createTask,
  'task.show': showTasks,
  'task.complete': aRecord,
  'task.reopen': aRecord,
  'task.update': updateTask,
  'task.reassign': reassignTask,
  'task.note': noteTask,
  'task.stage': stageOfTask,
  'task.delete': aRecord,
  'list.create': (said) => {
    const list = listOr(said, false);
    const alone = said.given.marks.has('private') ? { private: true } : {};
    return { slots: { ...list.slots, ...itemsOf(said), ...alone }, missing: [] };
  },
  'list.show': (said) => ({ slots: { ...listOr(said, false).slots, ...queryOf(said) }, missing: [] }),
  // "put the milk back on the list": ticked off too soon, or gone from it
  'list.add': (said) => {
    const built = withItems(said);
    return said.given.marks.has('back') ? { ...built, slots: { ...built.slots, guess: true } } : built;
  },
  'list.remove': withItems,
  'list.check': withItems,
  'list.uncheck': withItems,
  'list.amend': amendItem,
  'list.rename': (said) => {
    const list = listOr(said, true);
    const newName = take(said, 'new', 'newName');
    return {
      slots: {
        ...list.slots,
        ...(newName !== undefined && { newName: readList(newName, [], said.language).listName }),
      },
      missing: newName === undefined ? [...list.missing, 'newName'] : list.missing,
    };
  },
  'list.update': (said) => {
    const isHeard = !said.given.marks.has('it') || said.reading.known.last?.kind === 'list';
    const list = isHeard ? listOr(said, true) : { slots: {}, missing: ['listName'] };
    return { slots: { ...list.slots, private: !said.given.marks.has('shared') }, missing: list.missing };
  },
  'list.move': (said) => {
    const built = withItems(said);
    const from = take(said, 'source', 'fromList');
    const source = from !== undefined && { fromList: readList(from, [], said.language).listName };
    return { ...built, slots: { ...built.slots, ...source } };
  },
  'list.clear': (said) => listOr(said, true),
  'list.delete': (said) => listOr(said, true),
  'reminder.create': buildReminder,
  'reminder.show': showReminders,
  'reminder.update': updateReminder,
  'reminder.snooze': snoozeReminder,
  'reminder.cancel': (said) => {
    const time = { ...peopleOf(said), ...timeOf(said) };
    const record = aRecord(said);
    const enough = time.due !== undefined || time.recurrence !== undefined || said.given.slots.all === true;
    return { slots: { ...record.slots, ...time }, missing: enough ? [] : record.missing };
  },
  'report.create': createReport,
  'report.show': (said) => ({ slots: readReportQuery(said), missing: [] }),
  'report.followup': followUpReport,
  'report.update': noteTask,
  'report.note': noteReport,
  'report.delete': aRecord,
  'template.create': buildTemplate,
  'template.show': (said) => buildChecklist(said),
  'template.delete': buildChecklist,
  'checklist.start': buildChecklist,
  'checklist.answer': buildAnswer,
  'checklist.cancel': (said) => ({ slots: queryOf(said), missing: [] }),
  'report.status': (said) => {
    const site = readSite(said);
    return { slots: { ...(site && { site }), ...refsOf(said), ...queryOf(said), ...said.given.slots }, missing: [] };
  },
  'memory.remember': notes,
  'memory.recall': (said) => ({ slots: queryOf(said), missing: [] }),
  'memory.correct': notes,
  'memory.forget': (said) => ({ slots: queryOf(said), missing: [] }),
  'search.ask': (said) => ({ slots: { query: said.text.trim() }, missing: [] }),
  'smalltalk.help': (said) => ({ slots: said.given.slots, missing: [] }),
  'smalltalk.start': nothing,
  'smalltalk.version': nothing,
  'smalltalk.greet': nothing,
  'smalltalk.thank': nothing,
  'smalltalk.chat': nothing,
  'change.undo': nothing,
  'change.redo': nothing,
  'change.show': (said) => ({ slots: { ...refsOf(said), ...queryOf(said) }, missing: [] }),
  'person.create': newName,
  'site.create': newName,
  'person.show': nothing,
  'site.show': nothing,
  'settings.show': nothing,
  'settings.update': changeSettings,
  'smalltalk.explain': nothing,
  'none.unknown': nothing,
};

/** The name of somebody or somewhere new, as it was said. */
function newName(said: Said): Built {
  const name = take(said, 'query', 'newName');
  return { slots: name === undefined ? {} : { newName: name }, missing: name === undefined ? ['newName'] : [] };
}

function createTask(said: Said): Built {
  const title = said.given.marks.has('it') ? titleOfLast(said) : readTitle(said, 'title', true);
  const people = distinct([...readPeople(said), ...title.people]);
  const site = readSite(said);
  const parent = readRefs(said)[0];
  const parentQuery = take(said, 'parent', 'query');
  const priority = title.priority ?? priorityOf(said);
  const each = said.given.marks.has('each') ? readItems(title.title ?? '', said.language) : [];
  const slots: Slots = {
    ...(title.title !== undefined && { title: title.title }),
    ...(each.length > 1 && { items: each }),
    ...(people.length > 0 && { assignees: people }),
    ...(site && { site }),
    ...(priority && { priority }),
    ...(parent !== undefined && { parentRef: parent }),
    ...(parentQuery !== undefined && { query: parentQuery }),
    ...timeOf(said),
  };
  const missing = [
    ...(title.title === undefined ? ['title'] : []),
    ...(parentQuery === undefined ? [] : ['parentRef']),
    ...(isStranger(said, people) ? ['assignees'] : []),
  ];
  return { slots, missing };
}

/** "make that a task": what was talked about, unless that is one. */
function titleOfLast({ reading }: Said): Title {
  const { last, said } = reading.known;
  const title = said ?? (last && ['reminder', 'report'].includes(last.kind) ? last.title : undefined);
  return { people: [], ...(title !== undefined && { title }) };
}

/** Somebody was named whom the directory does not know and nobody @mentioned. */
function isStranger(said: Said, people: readonly NamedPerson[]): boolean {
  const range = rangeOf(said, 'who');
  return (
    range !== undefined &&
    people.every((person) => person.personId === undefined) &&
    namesIn(said, 'mention', range.from).length === 0
  );
}

/** "hammers to 5", "rope to 3 rolls", "bolts to 3/8 bolts": what was said of it, or another thing. */
function amendItem(said: Said): Built {
  const list = listOr(said, true);
  const { items: [old] = [] } = itemsOf(said);
  const words = take(said, 'new', 'other') ?? '';
  const [more] = old ? readItems(`${words} ${old.text}`, said.language) : [];
  const isSame = more !== undefined && more.text.toLowerCase() === old?.text.toLowerCase();
  const [anew] = isSame ? [more] : readItems(words, said.language);
  if (!old || !anew) return { slots: list.slots, missing: [...list.missing, 'items'] };
  const other = isSame
    ? { quantity: anew.quantity ?? null, unit: anew.unit ?? null }
    : { text: anew.text, ...(anew.quantity && { quantity: anew.quantity, unit: anew.unit ?? null }) };
  return { slots: { ...list.slots, items: [{ text: old.text }], other }, missing: list.missing };
}

function withItems(said: Said): Built {
  const list = listOr(said, true);
  const items = itemsOf(said);
  return { slots: { ...list.slots, ...items }, missing: items.items ? list.missing : [...list.missing, 'items'] };
}

function notes(said: Said): Built {
  const words = told(said, 'notes');
  return { slots: words === undefined ? {} : { notes: words }, missing: words === undefined ? ['notes'] : [] };
}

function itemsOf(said: Said): Pick<Slots, 'items'> {
  take(said, 'items');
  const items = readItems(written(said, 'items') ?? '', said.language);
  return items.length > 0 ? { items } : {};
}

function peopleOf(said: Said): Pick<Slots, 'assignees'> {
  const assignees = readPeople(said);
  return assignees.length > 0 ? { assignees } : {};
}

function queryOf(said: Said): Pick<Slots, 'query'> {
  const { title } = readTitle(said, 'query');
  return title === undefined ? {} : { query: title };
}

function refsOf(said: Said): Pick<Slots, 'refs'> {
  const refs = readRefs(said);
  return refs.length > 0 ? { refs } : {};
}

function timeOf(said: Said): Pick<Slots, 'due'> & Pick<Slots, 'recurrence'> {
  return said.when()?.slots ?? {};
}
