import type { Asked, Changed, Choice, Outcome, Reminded, Said, Shown, Subject } from '#core';
import { undoneWords } from './undone-words.ts';
import { nobodysWords, toldWords } from './told-words.ts';
import { historyWords } from './history-words.ts';
import { directoryWords } from './directory-words.ts';
import { foundWords } from './found-words.ts';
import { explainedWords, summaryWords } from './summary-words.ts';
import { itemsChangedWords } from './items-words.ts';
import { refusalWords } from './refusal-words.ts';
import { settingsWords } from './settings-words.ts';
import {
  linkedWords,
  reportChangedWords,
  reportGist,
  reportsShownWords,
  templateWords,
  walkedWords,
} from './report-words.ts';
import { daysWords, wallClock } from './wall-clock.ts';
import {
  type Listener,
  itemsWords,
  listWords,
  nextWords,
  reminderWords,
  reminderRow,
  taskRow,
  taskWhole,
  treeWords,
  taskWords,
} from './record-words.ts';

/** One outcome in words. */
export function outcomeWords(outcome: Outcome, listener: Listener): string {
  switch (outcome.kind) {
    case 'changed':
      return changedWords(outcome, listener);
    case 'shown':
      return shownWords(outcome, listener);
    case 'asked':
      return askedWords(outcome, listener);
    case 'refused':
      return `⚠️ ${refusalWords(outcome.reason, listener.phrases.refusals)}.`.replace(/([.!?])\.$/, '$1');
    case 'summary':
      return summaryWords(outcome, listener);
    case 'found':
      return foundWords(outcome, listener);
    case 'history':
      return historyWords(outcome, listener);
    case 'explained':
      return explainedWords(outcome, listener);
    case 'told':
      return toldWords(outcome, listener);
    case 'nudged':
      return `🔔 ${outcome.escalated ? listener.phrases.stillOpen : listener.phrases.dueNow}: ${taskWords(outcome.task, listener)}`;
    case 'reminded':
      return remindedWords(outcome, listener);
    case 'walked':
      return walkedWords(outcome, listener);
    case 'linked':
      return linkedWords(outcome, listener);
    case 'said':
      return saidWords(outcome, listener);
  }
}

function changedWords(outcome: Changed, listener: Listener): string {
  const { phrases } = listener;
  if (outcome.undone)
    return undoneWords(outcome, outcome.undone, listener, (one) => subjectWords(one, 'task.note', listener));
  if (outcome.subject.kind === 'report') return reportChangedWords(outcome, outcome.subject.report, listener);
  if (outcome.subject.kind === 'list' && outcome.items) return itemsChangedWords(outcome, listener);
  const pattern =
    (outcome.unchanged && phrases.unchanged[outcome.command]) || patternOf(outcome.command, phrases) || '{}';
  const said = pattern.replace('{}', () => subjectWords(outcome.subject, outcome.command, listener));
  const open = openParts(outcome);
  const freed = outcome.freed?.map(({ ref, title }) => `#${ref} ${title}`.trimEnd()) ?? [];
  return [
    said,
    noted(outcome),
    open > 0 && `⚠️ ${phrases.partsOpen(open)}`,
    freed.length > 0 && `🔓 ${phrases.freed(itemsWords(freed, listener))}`,
    nobodysWords(outcome, listener),
  ]
    .filter(Boolean)
    .join('\n');
}

/** How many parts of a task that was done just now are not. */
function openParts({ command, unchanged, subject }: Changed): number {
  if (command !== 'task.complete' || unchanged || subject.kind !== 'task' || subject.task.status !== 'done') return 0;
  return subject.task.progress.total - subject.task.progress.done;
}

function patternOf(command: Changed['command'], { changed, reports }: Listener['phrases']): string | undefined {
  return changed[command] ?? reports.changed[command];
}

/** A task as it is now; after the others its name is enough. */
const WITH_DETAILS: ReadonlySet<string> = new Set([
  'task.create',
  'task.update',
  'task.stage',
  'task.reassign',
  'report.followup',
]);

function subjectWords(subject: Subject, command: Changed['command'], listener: Listener): string {
  switch (subject.kind) {
    case 'task':
      return WITH_DETAILS.has(command)
        ? taskWords(subject.task, listener)
        : `#${subject.task.ref} ${subject.task.title}${command === 'task.complete' && movedOn(subject) ? nextWords(subject.task, listener) : ''}`;
    case 'list':
      return command === 'list.update'
        ? `${subject.list.name} (${subject.list.private ? `🔒 ${listener.phrases.onlyYou}` : listener.phrases.everybody})`
        : subject.list.name;
    case 'reminder':
      return reminderWords(subject.reminder, listener, command === 'reminder.create');
    case 'settings':
      return settingsWords(subject.settings, listener);
    case 'person':
      return subject.person.name;
    case 'site':
      return subject.site.name;
    case 'report':
      return reportGist(subject.report);
    case 'template':
      return templateWords(subject.template, listener);
  }
}

/** What was noted with a change of how far a task is: mostly why it waits. */
function noted({ command, subject, before }: Changed): string | false {
  if (command !== 'task.stage' || subject.kind !== 'task' || before?.kind !== 'task') return false;
  const [was, is] = [before.task.notes ?? '', subject.task.notes ?? ''];
  return is !== was && `📝 ${is.startsWith(was) ? is.slice(was.length).trim() : is}`;
}

/** Done, and open again for the next time. */
function movedOn(subject: Subject): boolean {
  return subject.kind === 'task' && subject.task.status === 'open' && subject.task.recurrence !== null;
}

function shownWords(shown: Shown, listener: Listener): string {
  const { tasks, subtasks = [], lists, reminders, of = {}, more, command } = shown;
  const { phrases } = listener;
  const reports = reportsShownWords(shown, listener);
  if (reports !== undefined) return reports;
  const directory = directoryWords(shown, phrases);
  if (directory !== undefined) return directory;
  const rest = more ? [phrases.more] : [];
  const person = of.person ? phrases.ofPerson(of.person.name) : '';
  if (tasks) {
    const { within, ...view } = of;
    const seen = { ...view, ...(within && { days: daysWords(within, listener) }) };
    if (tasks.length === 0) return phrases.views.none(seen);
    const [only] = tasks;
    if (only && tasks.length === 1 && subtasks.length > 0) return treeWords(only, subtasks, listener);
    if (only && tasks.length === 1 && of.refs) return taskWhole(only, listener);
    const rows = tasks.map((task) => taskRow(task, listener));
    return [phrases.views.heading(seen, `${tasks.length}${more ? '+' : ''}`), ...rows, ...rest].join('\n');
  }
  if (reminders) {
    if (reminders.length === 0) return phrases.noReminders(of.mine ? '' : person);
    return [
      phrases.remindersHeading(person, of.mine ?? false),
      ...reminders.map((one) => reminderRow(one, listener, of.mine)),
      ...rest,
    ].join('\n');
  }
  const [only, ...others] = lists ?? [];
  if (!only) return phrases.noLists;
  if (others.length === 0 && command === 'list.show') return listWords(only, listener, of.status === 'open');
  const rows = [only, ...others].map(
    ({ name, items, private: alone }) =>
      `▫️ ${name}${alone ? ' 🔒' : ''} (${phrases.left(items.filter((i) => !i.checked).length, items.length)})`,
  );
  return [phrases.listsHeading, ...rows, ...rest].join('\n');
}

function askedWords(
  { question, missing = [], about = '', choices = [], command }: Asked,
  { phrases }: Listener,
): string {
  const options = choices.map((choice, index) => `${index + 1}. ${choiceWords(choice, question, phrases)}`);
  switch (question) {
    case 'missing':
      return missing.map((slot) => phrases.missing[slot] ?? slot).join(' ');
    case 'which': {
      const [only, ...others] = choices;
      if (only && others.length === 0) return phrases.whichOne(choiceWords(only, question, phrases));
      return [command.startsWith('list.') && !about ? phrases.whichList : phrases.which(about), ...options].join('\n');
    }
    case 'confirm':
      return phrases.confirm(about);
    case 'unsure':
      return choices.length > 1
        ? phrases.said.not_understood
        : isAsked(command, phrases)
          ? phrases.unsure(phrases.commandNames[command])
          : phrases.said.not_understood;
    case 'unknown_site':
      return [phrases.unknownSite(about), ...options].join('\n');
    case 'unknown_person':
      return [phrases.unknownPerson(about), ...options].join('\n');
  }
}

/** Whether a command can be asked about; talk cannot. */
function isAsked(
  command: string,
  { commandNames }: Listener['phrases'],
): command is keyof Listener['phrases']['commandNames'] {
  return command in commandNames;
}

/** What a choice says: names as they are, our own words in the listener's language. */
export function choiceWords(
  { label, role, command }: Choice,
  question: Asked['question'],
  phrases: Listener['phrases'],
): string {
  const [, without] = (question === 'unknown_person' && /^Without (.+)$/su.exec(label)) || [];
  if (without !== undefined) return phrases.without(without);
  if (question === 'unsure') return phrases.makeIt[command.entity] ?? label;
  return role ? `${label}, ${phrases.found.roles[role]}` : label;
}

function saidWords({ topic, about = '' }: Said, { phrases }: Listener): string {
  return phrases.said[topic].replace('{}', () => about);
}

function remindedWords({ reminder, late, to = [] }: Reminded, { phrases, timeZone, now }: Listener): string {
  const called = to.length > 0 ? `${to.map(({ name }) => name).join(', ')}: ` : '';
  const missed = late ? ` (${phrases.missed}: ${wallClock(reminder.due, true, timeZone, now, phrases)})` : '';
  return `⏰ ${called}${reminder.title}${missed}`;
}
