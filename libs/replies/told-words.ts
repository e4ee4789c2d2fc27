import type { Changed, Told } from '#core';
import { type Listener, taskWords } from './record-words.ts';

/** A task that falls due at a time and is nobody's: whoever gave it is told. */
export function nobodysWords({ command, subject }: Changed, { phrases }: Listener): string | false {
  if (command !== 'task.create' || subject.kind !== 'task') return false;
  const { assignees, due, dueHasTime } = subject.task;
  return assignees.length === 0 && due !== null && dueHasTime && `🔔 ${phrases.nobodys}`;
}

/** What others did: "Joel gave you #42 …", "#14 can go on: #12 is done". */
export function toldWords({ what, by, task, because }: Told, listener: Listener): string {
  const { phrases } = listener;
  return what === 'given'
    ? `👤 ${phrases.gaveYou(by?.name ?? '', taskWords(task, listener))}`
    : `🔓 ${phrases.free(taskWords(task, listener), because ? `#${because.ref} ${because.title}`.trimEnd() : '')}`;
}
