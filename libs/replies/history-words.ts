import type { History, HistoryEntry, SetAnew } from '#core';
import type { HistoryPhrases } from './history-phrases.ts';
import { itemsWords, itemWords, type Listener } from './record-words.ts';
import { recurrenceWords } from './recurrence-words.ts';
import { wallClock } from './wall-clock.ts';

const LONGEST = 120;

/** What has happened to a record, a line for each change. */
export function historyWords({ history, more }: History, listener: Listener): string {
  const { phrases } = listener;
  const { ref, title, entries } = history;
  const rows = entries.map((entry) => `▫️ ${entryWords(entry, listener)}`);
  return [
    phrases.history.heading(ref === undefined ? title : `#${ref} ${title}`),
    ...(more ? [phrases.history.earlier] : []),
    ...rows,
  ].join('\n');
}

function entryWords(entry: HistoryEntry, listener: Listener): string {
  const { phrases, timeZone, now } = listener;
  const when = wallClock(entry.at, true, timeZone, now, phrases);
  return `${when} · ${entry.person?.name ?? phrases.history.somebody}: ${whatWords(entry, listener)}`;
}

function whatWords({ command, set, items }: HistoryEntry, listener: Listener): string {
  const { history } = listener.phrases;
  const verb = verbOf(command, history);
  const touched = items.length > 0 && command !== 'list.clear' && itemsWords(items.map(itemWords), listener);
  const details = [touched, ...setWords(set, listener)].filter(Boolean).join(' · ');
  if (touched && verb !== history.made) return `${verb} ${cut(details)}`;
  if (command.startsWith('task.') && ['task.complete', 'task.reopen'].includes(command)) return verb;
  return details && verb === history.changed
    ? cut(details)
    : [verb, details && `(${cut(details)})`].filter(Boolean).join(' ');
}

function verbOf(command: string, phrases: HistoryPhrases): string {
  const [, operation = ''] = command.split('.');
  const verbs: Readonly<Record<string, string>> = {
    create: phrases.made,
    complete: phrases.done,
    reopen: phrases.reopened,
    delete: phrases.deleted,
    cancel: phrases.cancelled,
    undo: phrases.undone,
    redo: phrases.redone,
    add: phrases.added,
    remove: phrases.removed,
    check: phrases.checked,
    uncheck: phrases.unchecked,
    amend: phrases.amended,
    clear: phrases.cleared,
  };
  return verbs[operation] ?? phrases.changed;
}

function setWords(set: SetAnew, { phrases, timeZone, now }: Listener): string[] {
  const { history } = phrases;
  const none = history.none;
  const names = (people: SetAnew['people']) => people?.map(({ name }) => name).join(', ') || none;
  const words: Readonly<Record<keyof HistoryPhrases['fields'], string | false | undefined>> = {
    title: set.title,
    name: set.name,
    notes: set.notes === undefined ? undefined : (set.notes ?? none),
    priority: set.priority && (phrases.priority[set.priority] || history.normal),
    due:
      set.due === undefined
        ? undefined
        : set.due
          ? wallClock(set.due, set.dueHasTime ?? true, timeZone, now, phrases)
          : none,
    recurrence:
      set.recurrence === undefined
        ? undefined
        : set.recurrence
          ? recurrenceWords(set.recurrence, 'schedule', { locale: phrases.locale, words: phrases.repeats })
          : none,
    assignees: set.assignees && names(set.assignees),
    people: set.people && names(set.people),
    site: set.site === undefined ? undefined : (set.site?.name ?? none),
    parentRef: set.parentRef === undefined ? undefined : set.parentRef ? `#${set.parentRef}` : none,
    blockedBy: set.blockedBy && (set.blockedBy.map(({ ref }) => `#${ref}`).join(', ') || none),
    private: set.private === undefined ? undefined : set.private ? phrases.onlyYou : history.shared,
    stage: set.stage === undefined ? undefined : set.stage ? phrases.stage[set.stage] : none,
    // done and open are said by the verb
    status:
      set.status === 'final' ? phrases.reports.finalMark : set.status === 'draft' ? phrases.reports.draft : undefined,
  };
  return Object.entries(words).flatMap(
    ([field, value]) => (value ? [`${history.fields[field as keyof HistoryPhrases['fields']]}: ${value}`] : []), // the keys of `words` are those of `fields`
  );
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
