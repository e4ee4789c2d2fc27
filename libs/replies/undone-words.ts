import type { Changed, List, Subject } from '#core';
import { itemsWords, itemWords, type Listener } from './record-words.ts';
import { settingsWords } from './settings-words.ts';

/** What was taken back, or done again, is said in the words in which it was done; `named` is the record in words. */
export function undoneWords(
  outcome: Changed,
  { command, subject }: NonNullable<Changed['undone']>,
  listener: Listener,
  named: (subject: Subject) => string,
): string {
  const { phrases } = listener;
  const again = outcome.command === 'change.redo';
  const heading = again ? phrases.redone : phrases.undone;
  // of settings, what counts is what they are now
  if (outcome.subject.kind === 'settings') {
    const { settings } = outcome.subject;
    return heading.replace(/\p{Pi}\{\}\p{Pf}/u, () => `\n${settingsWords(settings, listener)}`);
  }
  const pattern = phrases.changed[command] ?? phrases.reports.changed[command];
  const now = again ? outcome.subject : subject;
  const what = now.kind === 'list' ? now.list.name : named(now);
  const did = itemsWordsOf(outcome, subject, command, listener) ?? pattern?.replace('{}', () => what) ?? what;
  const more = outcome.count && outcome.count > 1 ? ` ${phrases.andMore(outcome.count - 1)}` : '';
  return heading.replace('{}', () => did.replace(/^[^\p{L}#]+/u, '')) + more;
}

/** "Added to shopping: milk": what the change had done to the items of a list, by how the list differs. */
function itemsWordsOf(
  outcome: Changed,
  then: Subject,
  command: Changed['command'],
  listener: Listener,
): string | undefined {
  if (outcome.subject.kind !== 'list' || then.kind !== 'list') return undefined;
  const again = outcome.command === 'change.redo';
  const [before, after] = again ? [then.list, outcome.subject.list] : [outcome.subject.list, then.list];
  const { phrases } = listener;
  const said = (items: List['items'], words: (items: string, list: string, created: boolean) => string) =>
    items.length > 0 && words(itemsWords(items.map(itemWords), listener), after.name, false);
  const was = new Map(before.items.map((item) => [item.id, item]));
  const is = new Set(after.items.map(({ id }) => id));
  const gone = before.items.filter(({ id }) => !is.has(id));
  if (command === 'list.clear' && gone.length > 0) return phrases.cleared(gone.length, after.name);
  const turned = after.items.filter(({ id, checked }) => (was.get(id)?.checked ?? checked) !== checked);
  const did = [
    said(
      after.items.filter(({ id }) => !was.has(id)),
      phrases.added,
    ),
    said(gone, phrases.removed),
    said(
      turned.filter(({ checked }) => checked),
      phrases.checked,
    ),
    said(
      turned.filter(({ checked }) => !checked),
      phrases.unchecked,
    ),
  ].filter((words) => words !== false);
  return did.length > 0 ? did.join('; ') : undefined;
}
