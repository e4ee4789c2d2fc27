import type { Changed } from '#core';
import { itemsWords, itemWords, type Listener } from './record-words.ts';

/** What was done to the items of a list. */
export function itemsChangedWords(outcome: Changed, listener: Listener): string {
  const { phrases } = listener;
  const name = outcome.subject.kind === 'list' ? outcome.subject.list.name : '';
  const items = itemsWords((outcome.items ?? []).map(itemWords), listener);
  const skipped = itemsWords(outcome.skipped ?? [], listener);
  const added = outcome.command === 'list.add' || outcome.command === 'list.create';
  const lines = [
    outcome.command === 'list.clear' && phrases.cleared(outcome.items?.length ?? 0, name),
    outcome.command === 'list.create' && outcome.created && phrases.changed['list.create']?.replace('{}', () => name),
    outcome.command === 'list.create' &&
      !outcome.created &&
      phrases.unchanged['list.create']?.replace('{}', () => name),
    added && items && phrases.added(items, name, outcome.command === 'list.add' && outcome.created === true),
    outcome.command === 'list.remove' && items && phrases.removed(items, name),
    outcome.command === 'list.check' && items && phrases.checked(items, name),
    outcome.command === 'list.uncheck' && items && phrases.unchecked(items, name),
    outcome.command === 'list.amend' && items && phrases.amended(items, name),
    skipped && (added ? phrases.alreadyThere(skipped) : phrases.notThere(skipped)),
  ];
  return lines.filter(Boolean).join('\n') || phrases.emptyList(name);
}
