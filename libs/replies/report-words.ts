import type {
  Changed,
  Checklist,
  ChecklistAnswer,
  Linked,
  Question,
  Report,
  ReportReading,
  Shown,
  Template,
  Walked,
} from '#core';
import type { Listener } from './record-words.ts';
import { wallClock } from './wall-clock.ts';

const LONGEST_TEXT = 700;
const LONGEST_ROW = 60;

/** What became of a report. */
export function reportChangedWords(outcome: Changed, report: Report, listener: Listener): string {
  const { reports } = listener.phrases;
  if (outcome.command === 'report.status') {
    const done = report.status === 'final' ? reports.final : reports.draftAgain;
    const already = report.status === 'final' ? reports.finalAlready : reports.draftAlready;
    return fill(outcome.unchanged ? already : done, reportGist(report));
  }
  if (outcome.unchanged) return fill(reports.unchanged, reportGist(report));
  const whole = outcome.command !== 'report.delete';
  return fill(reports.changed[outcome.command] ?? '{}', whole ? reportWords(report, listener) : reportGist(report));
}

/** "#3 Crockett: all systems operational", enough to know it by. */
export function reportGist({ ref, site, title }: Report): string {
  return [`#${ref}`, site && `${site.name}:`, cut(title, LONGEST_ROW)].filter(Boolean).join(' ');
}

/** A report with everything there is to it. */
export function reportWords(report: Report, listener: Listener): string {
  const { reports } = listener.phrases;
  const { readings, equipment, attachments, followUps, status } = report;
  const state = status === 'final' ? reports.finalMark : reports.draft;
  const head = [`#${report.ref}`, report.site && `📍 ${report.site.name}`, `(${state})`].filter(Boolean).join(' ');
  const when = wallClock(report.observedAt, true, listener.timeZone, listener.now, listener.phrases);
  return [
    head,
    `🕒 ${when} · ${reports.by(report.author.name)}`,
    cut(report.text, LONGEST_TEXT),
    readings.length > 0 && `📈 ${readings.map(readingWords).join(' · ')}`,
    equipment.length > 0 && `⚙️ ${equipment.map((one) => `${one.name}: ${one.status}`).join(' · ')}`,
    attachments.length > 0 && `📎 ${reports.files(attachments.length)}`,
    followUps.length > 0 &&
      `${reports.followUps}: ${followUps.map((task) => `${task.status === 'done' ? '☑️' : '▫️'} #${task.ref} ${task.title}`).join(' · ')}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Reports or templates that were asked for; undefined when it was something else. */
export function reportsShownWords(
  { reports, templates, of = {}, more }: Shown,
  listener: Listener,
): string | undefined {
  const { phrases } = listener;
  const rest = more ? [phrases.more] : [];
  if (templates) {
    if (templates.length === 0) return phrases.reports.noTemplates;
    return [
      phrases.reports.templatesHeading,
      ...templates.map((one) => `▫️ ${templateWords(one, listener)}`),
      ...rest,
    ].join('\n');
  }
  if (!reports) return undefined;
  const [only, ...others] = reports;
  const narrowed = [
    of.person && phrases.ofPerson(of.person.name),
    of.site && phrases.ofSite(of.site.name),
    of.query && phrases.ofQuery(of.query),
  ]
    .filter(Boolean)
    .join('');
  if (!only) return phrases.reports.none(narrowed);
  // of several, the latest alone was asked for
  if (others.length === 0) return `📝 ${phrases.reports.report} ${reportWords(only, listener)}`;
  const rows = reports.map((report) => row(report, listener));
  return [phrases.reports.heading(narrowed, `${reports.length}${more ? '+' : ''}`), ...rows, ...rest].join('\n');
}

function row(report: Report, { phrases, timeZone, now }: Listener): string {
  const when = wallClock(report.observedAt, true, timeZone, now, phrases);
  const state = report.status === 'final' ? '🔒' : '▫️';
  return `${state} #${report.ref} ${[report.site?.name, cut(report.title, LONGEST_ROW)].filter(Boolean).join(': ')} — ${when} · ${report.author.name}`;
}

export function templateWords({ name, questions }: Template, { phrases }: Pick<Listener, 'phrases'>): string {
  return `${name} (${phrases.reports.questions(questions.length)}): ${questions.map(questionWords).join(', ')}`;
}

/** The checklist's own message: what was answered, and what is asked now. */
export function walkedWords({ checklist }: Walked, { phrases: { reports } }: Listener): string {
  const { name, answers, questions, attachments } = checklist;
  if (checklist.status !== 'open') return reports.stopped(name, answers.length, questions.length);
  const next = questions[answers.length];
  return [
    `📋 ${name} (${answers.length + 1}/${questions.length})`,
    ...answers.map((answer) => answerWords(answer, reports.skipped)),
    ...(attachments > 0 ? [`📎 ${reports.files(attachments)}`] : []),
    '',
    `❓ ${next ? questionWords(next) : ''}`,
    next?.unit ? reports.typeNumber(next.unit) : reports.typeOrPress,
  ].join('\n');
}

/** Where the document is. */
export function linkedWords({ title, count, until, url }: Linked, { phrases, timeZone, now }: Listener): string {
  const form = url.endsWith('.csv') ? 'csv' : 'pdf';
  return `${phrases.reports.link(title, count, form, wallClock(until, true, timeZone, now, phrases))}\n${url}`;
}

/** The question a checklist waits for an answer to, by its place. */
export function waitsFor({ status, answers, questions }: Checklist): Question | undefined {
  return status === 'open' ? questions[answers.length] : undefined;
}

export function readingWords({ name, value, unit }: ReportReading): string {
  return `${name}: ${value}${unit ? (/^[°%]/.test(unit) ? unit : ` ${unit}`) : ''}`;
}

function answerWords({ question, value, unit }: ChecklistAnswer, skipped: string): string {
  return value === null ? `▫️ ${question}: ${skipped}` : `✔️ ${readingWords({ name: question, value, unit })}`;
}

function questionWords({ text, unit }: Question): string {
  return `${text}${unit ? ` (${unit})` : ''}?`;
}

function fill(pattern: string, words: string): string {
  return pattern.replace('{}', () => words);
}

function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
