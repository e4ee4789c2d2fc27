import type { Explained, Summary } from '#core';
import { type Listener, reminderWords, taskRow } from './record-words.ts';

/** Where things stand, section by section. */
export function summaryWords({ about, sections, reminders }: Summary, listener: Listener): string {
  const { phrases } = listener;
  const parts = sections.map(({ name, tasks, count }) => {
    const more = count > tasks.length ? [phrases.andOthers(count - tasks.length)] : [];
    return [`${phrases.section[name]} (${count})`, ...tasks.map((task) => taskRow(task, listener)), ...more].join('\n');
  });
  const waiting = reminders.map((reminder) => `⏰ ${reminderWords(reminder, listener)}`);
  if (waiting.length > 0) parts.push([phrases.section.reminders, ...waiting].join('\n'));
  return [phrases.summary[about], ...(parts.length > 0 ? parts : [phrases.nothingWaits])].join('\n\n');
}

/** How a message was understood: which words became what, how sure, and why it was not done at once. */
export function explainedWords({ text, route }: Explained, { phrases: { explained } }: Listener): string {
  const { rail, confidence, commands = [], spans = [], missing = [], why = [] } = route;
  const sure = `${Math.round(confidence * 100)} % ${explained.sure}, ${rail}`;
  return [
    `${explained.heading} “${text}” ${explained.readAs} ${commands.join(' + ') || '—'} (${sure})`,
    ...spans.map((span) => `▫️ ${span.slot}: ${span.text}`),
    ...(missing.length > 0 ? [`${explained.missing}: ${missing.join(', ')}`] : []),
    ...(why.length > 0 ? [`${explained.why}: ${why.join('; ')}`] : []),
  ].join('\n');
}
