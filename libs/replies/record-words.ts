import type { List, ListItem, RecurrenceFrom, Reminder, Task, TaskStage } from '#core';
import type { Phrases } from './phrases.ts';
import { recurrenceWords } from './recurrence-words.ts';
import { wallClock } from './wall-clock.ts';

/** Nobody reads more of a list in a chat. */
const MOST_ROWS = 150;

const STAGE_SIGNS: Readonly<Record<TaskStage, string>> = { in_progress: '🔧', on_hold: '⏸️' };

/** Where and when the words are read. */
export interface Listener {
  readonly phrases: Phrases;
  readonly timeZone: string;
  readonly now: Date;
}

/** A task in one line, and what else there is to say of it in a second. */
export function taskWords(task: Task, listener: Listener): string {
  return [`#${task.ref} ${task.title}`, taskDetails(task, listener)].filter(Boolean).join('\n');
}

/** A task as one row of many; under its whole it need not say of what it is a part. */
export function taskRow(task: Task, listener: Listener, below = false): string {
  const details = taskDetails(below ? { ...task, parentRef: null } : task, listener);
  return `${task.status === 'done' ? '☑️' : '▫️'} #${task.ref} ${task.title}${details ? ` — ${details}` : ''}`;
}

/** A task that was asked for by its number: with all that is noted on it. */
export function taskWhole(task: Task, listener: Listener): string {
  const notes = task.notes ? `📝 ${task.notes}` : '';
  return [`${task.status === 'done' ? '☑️' : '▫️'} ${taskWords(task, listener)}`, notes].filter(Boolean).join('\n');
}

/** A task with everything below it, each level further in. */
export function treeWords(task: Task, below: readonly Task[], listener: Listener): string {
  const rows = (parent: Task, depth: number): string[] =>
    below
      .filter(({ parentId }) => parentId === parent.id)
      .toSorted((a, b) => a.ref - b.ref)
      .flatMap((one) => [`${'   '.repeat(depth)}${taskRow(one, listener, true)}`, ...rows(one, depth + 1)]);
  return [taskWhole(task, listener), ...rows(task, 1)].join('\n');
}

function taskDetails(task: Task, { phrases, timeZone, now }: Listener): string {
  const { assignees, site, due, dueHasTime, priority, parentRef, progress, recurrence } = task;
  const waiting = task.status === 'open' ? task.blockedBy.filter(({ status }) => status === 'open') : [];
  return [
    task.stage && `${STAGE_SIGNS[task.stage]} ${phrases.stage[task.stage]}`,
    assignees.length > 0 && `👤 ${assignees.map(({ name }) => name).join(', ')}`,
    site && `📍 ${site.name}`,
    due && `🕒 ${wallClock(due, dueHasTime, zoneOfDay(task, timeZone), now, phrases)}`,
    recurrence && `🔁 ${oftenWords(recurrence, task.recurrenceFrom, phrases)}`,
    priority !== 'normal' && `❗ ${phrases.priority[priority]}`,
    parentRef && phrases.subtaskOf(parentRef),
    waiting.length > 0 && `⛔ ${phrases.waitsFor(waiting.map((one) => `#${one.ref}`).join(', '))}`,
    progress.total > 0 && phrases.partsDone(progress.done, progress.total),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A day is the day it was where it was said, wherever it is read; an hour is that of whoever reads it. */
function zoneOfDay({ dueHasTime, timeZone }: Task, readers: string): string {
  return dueHasTime ? readers : (timeZone ?? readers);
}

/** How often something comes back. */
function oftenWords(rule: string, from: RecurrenceFrom, { locale, repeats: words }: Phrases): string {
  return recurrenceWords(rule, from, { locale, words });
}

/** Of a task that repeats and was done just now: when it is to be done next. */
export function nextWords(task: Task, { phrases, timeZone, now }: Listener): string {
  const { due, dueHasTime } = task;
  return due ? ` — ${phrases.next} ${wallClock(due, dueHasTime, zoneOfDay(task, timeZone), now, phrases)}` : '';
}

/** An item as it was said: "2 boxes of 3/8 bolts". */
export function itemWords({ text, quantity, unit }: Pick<ListItem, 'text' | 'quantity' | 'unit'>): string {
  return [quantity, unit, text].filter(Boolean).join(' ');
}

/** Several items in a row, the last joined by "and". */
export function itemsWords(items: readonly string[], { phrases }: Pick<Listener, 'phrases'>): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${phrases.and} ${last}`;
}

/** A list with its lines, ticked ones marked; or only what is left of it. */
export function listWords(list: List, { phrases }: Listener, onlyLeft = false): string {
  if (list.items.length === 0) return phrases.emptyList(list.name);
  const open = list.items.filter((item) => !item.checked).length;
  const wanted = onlyLeft ? list.items.filter((item) => !item.checked) : list.items;
  if (wanted.length === 0) return phrases.allTicked(list.name);
  const rows = wanted.slice(0, MOST_ROWS).map((item) => `${item.checked ? '☑️' : '▫️'} ${itemWords(item)}`);
  if (wanted.length > MOST_ROWS) rows.push(`… ${phrases.andMore(wanted.length - MOST_ROWS)}`);
  return [`📋 ${list.name}${list.private ? ' 🔒' : ''} (${phrases.left(open, list.items.length)})`, ...rows].join('\n');
}

/** A reminder: whom, of what, when; `own` was made just now by whoever listens. */
export function reminderWords(reminder: Reminder, listener: Listener, own = false): string {
  const { you } = listener.phrases;
  const whom = reminder.people.map(({ id, name }) => (own && id === reminder.createdBy.id ? you : name));
  return `${whom.join(', ')}: ${untoldWords(reminder, listener)}`;
}

/** A reminder as one row of many; among their own nobody need be told whom. */
export function reminderRow(reminder: Reminder, listener: Listener, own = false): string {
  const alone = own && reminder.people.length === 1;
  return `▫️ ${alone ? untoldWords(reminder, listener) : reminderWords(reminder, listener)}`;
}

function untoldWords({ ref, title, due, recurrence }: Reminder, { phrases, timeZone, now }: Listener): string {
  const again = recurrence ? ` · 🔁 ${oftenWords(recurrence, 'schedule', phrases)}` : '';
  return `#${ref} ${title} — 🕒 ${wallClock(due, true, timeZone, now, phrases)}${again}`;
}
