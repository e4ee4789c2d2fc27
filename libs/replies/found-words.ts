import type { Button, Findings, Found } from '#core';
import { type Listener, reminderWords, taskRow } from './record-words.ts';
import { reportGist } from './report-words.ts';
import { wallClock } from './wall-clock.ts';

const MOST_BUTTONS = 8;

/** What was found, each record in a row; or that nothing was, and what to try. */
export function foundWords({ items, of, more, instead, guessed = [] }: Findings, listener: Listener): string {
  const { found, more: andMore } = listener.phrases;
  const as = guessed.length > 0 ? ` (${found.as(guessed.join(', '))})` : '';
  const what = `${narrowed(of, listener)}${items.length > 0 && !instead ? as : ''}`;
  if (items.length === 0) return `${found.nothing(what)}\n${found.tryThis}`;
  const heading = instead
    ? `${found.nothing(what)} ${found.instead[instead]}`
    : (of.latest ? found.latest : found.heading)(what);
  return [heading, ...items.map((item) => row(item, listener)), ...(more ? [andMore] : [])].join('\n');
}

function narrowed({ query, entity, site, person, time }: Findings['of'], { phrases }: Listener): string {
  const kind = entity && phrases.found.kinds[entity];
  return [
    kind && ` (${kind})`,
    query && phrases.ofQuery(query),
    person && phrases.ofPerson(person.name),
    site && phrases.ofSite(site.name),
    time && `, ${time}`,
  ]
    .filter(Boolean)
    .join('');
}

function row(found: Found, listener: Listener): string {
  const { phrases, timeZone, now } = listener;
  switch (found.entity) {
    case 'task': {
      const { completedAt } = found.record;
      const done = completedAt ? ` · ✅ ${wallClock(completedAt, true, timeZone, now, phrases)}` : '';
      return `${taskRow(found.record, listener)}${done}${noteOf(found, found.record.title)}`;
    }
    case 'list': {
      const { name, items } = found.record;
      const open = items.filter((item) => !item.checked).length;
      return `📋 ${name} (${phrases.left(open, items.length)})${noteOf(found, name)}`;
    }
    case 'reminder':
      return `⏰ ${reminderWords(found.record, listener)}`;
    case 'report':
      return `📝 ${reportGist(found.record)} — ${wallClock(found.at, true, timeZone, now, phrases)}${noteOf(found, found.record.title)}`;
    case 'person':
      return `👤 ${found.record.name} (${phrases.found.roles[found.record.role]})`;
    case 'site':
      return `📍 ${found.record.name}`;
  }
}

/** The part of the notes or items in which the words are. */
function noteOf({ snippet, highlights }: Found, title: string): string {
  const isInTitle = highlights.every(({ start }) => start < title.length);
  return isInTitle || snippet.length <= title.length
    ? ''
    : `\n   ${snippet
        .slice(title.length)
        .replace(/^ — /u, '')
        .trim()
        .replace(/\s*\n\s*/gu, ' · ')}`;
}

/** A button for each record that can be shown by itself. */
export function foundButtons({ items }: Findings): Button[][] {
  return items.slice(0, MOST_BUTTONS).flatMap((found) => {
    switch (found.entity) {
      case 'task':
        return [
          [
            {
              label: `#${found.record.ref} ${found.record.title}`.slice(0, 60).toWellFormed(),
              say: `/showtasks ${found.record.ref}`,
            },
          ],
        ];
      case 'list':
        return [[{ label: `📋 ${found.record.name}`, say: `/showlist ${found.record.name}` }]];
      case 'site':
        return [[{ label: `📍 ${found.record.name}`, say: `show tasks at ${found.record.name}` }]];
      case 'report':
        return [[{ label: `📝 #${found.record.ref}`, say: `/reports ${found.record.ref}` }]];
      default:
        return [];
    }
  });
}
