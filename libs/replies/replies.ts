import { Injectable } from '@nestjs/common';
import type { Button, Changed, Outcome, Reply, Task } from '#core';
import { en } from './en.ts';
import { es } from './es.ts';
import { foundButtons } from './found-words.ts';
import { choiceWords, outcomeWords } from './outcome-words.ts';
import type { Phrases } from './phrases.ts';
import { mentionsIn } from './mentions.ts';
import { checklistButtons, reportButtons } from './report-buttons.ts';

const BETWEEN = '\n\n';
const LANGUAGES: Readonly<Record<string, Phrases>> = { en, es };

/** Who listens: language (en, es), IANA zone, and the moment "today" is reckoned from. */
export interface Listening {
  readonly language: string;
  readonly timeZone?: string | undefined;
  readonly now: Date;
  /** It may have been said before. */
  readonly again?: boolean;
  /** Among others, where only what is meant for us is heard. */
  readonly inGroup?: boolean;
}

/** Puts outcomes into words and buttons. The only place that does. */
@Injectable()
export class Replies {
  /** All outcomes of one message in one reply. */
  word(said: readonly Outcome[], { language, timeZone = 'UTC', now, again, inGroup }: Listening): Reply {
    const outcomes = said.filter((one, place) => !saidBefore(one, said.slice(0, place)));
    const phrases = LANGUAGES[chosenIn(outcomes) ?? language.slice(0, 2)] ?? en;
    const words = outcomes.map((outcome) => withGone(outcomeWords(outcome, { phrases, timeZone, now }), phrases));
    const repeated = again && outcomes.some(({ kind }) => kind === 'reminded') ? ` ${phrases.again}` : '';
    const mentions = mentionsIn(outcomes, words, BETWEEN.length);
    const [first] = outcomes;
    // a report is answered together with the tasks it asks for
    const one = outcomes.length === 1 || (first?.kind === 'changed' && first.subject.kind === 'report');
    const undo = undoButton(outcomes, phrases);
    // what is asked beside it can be answered, too
    const asked = outcomes.slice(1).find(({ kind }) => kind === 'asked');
    const rows = [...(asked ? buttonsFor(asked, phrases) : []), ...(first && one ? buttonsFor(first, phrases) : [])];
    const buttons = withUndo(rows, undo);
    const asksForWords = inGroup && buttons.length === 0 && outcomes.some(({ kind }) => kind === 'asked');
    const text = words.join(BETWEEN) + repeated + (asksForWords ? ` ${phrases.answerHere}` : '');
    return { text, ...(buttons.length > 0 ? { buttons } : {}), ...(mentions.length > 0 ? { mentions } : {}) };
  }
}

/** What is refused for one reason, a report with all its follow-ups, is refused in one sentence. */
function saidBefore(one: Outcome, before: readonly Outcome[]): boolean {
  return one.kind === 'refused' && before.some((other) => other.kind === 'refused' && other.reason === one.reason);
}

function withGone(words: string, { gone }: Phrases): string {
  return Object.entries(gone).reduce((said, [mark, word]) => said.replaceAll(mark, word), words);
}

/** Whoever has just set their language is answered in it. */
function chosenIn(outcomes: readonly Outcome[]): string | undefined {
  const set = outcomes.find((one) => one.kind === 'changed' && one.subject.kind === 'settings');
  return set?.kind === 'changed' && set.subject.kind === 'settings' ? set.subject.settings.language : undefined;
}

function taskButtons(command: Changed['command'], { ref, status, assignees }: Task, phrases: Phrases): Button[][] {
  if (status !== 'open' || ['task.delete', 'task.complete', 'change.undo'].includes(command)) return [];
  const done = { label: phrases.done, say: `/completetask ${ref}` };
  return [assignees.length > 0 ? [done] : [done, { label: phrases.assign, say: `/reassigntask ${ref}` }]];
}

/** Takes back what this very message did, whatever else has been done since; or does again what it took back. */
function undoButton(outcomes: readonly Outcome[], phrases: Phrases): Button | undefined {
  const changes = outcomes.filter((one) => one.kind === 'changed');
  const last = changes.findLast(({ auditId }) => auditId);
  if (!last) return undefined;
  return last.command === 'change.undo'
    ? { label: phrases.redo, say: `/redo ${last.auditId}` }
    : { label: phrases.undo, say: `/undo ${last.auditId}` };
}

/** Beside the only row, or in one of its own. */
function withUndo(rows: Button[][], undo: Button | undefined): Button[][] {
  if (!undo) return rows;
  const [only, ...others] = rows;
  return only && others.length === 0 && only.length < 3 ? [[...only, undo]] : [...rows, [undo]];
}

function buttonsFor(outcome: Outcome, phrases: Phrases): Button[][] {
  if (outcome.kind === 'asked') {
    const choices = outcome.choices ?? [];
    const question = outcome.id ? { question: outcome.id } : {};
    if (outcome.question === 'confirm' || (outcome.question === 'unsure' && choices.length === 1)) {
      return [
        [
          { label: phrases.yes, say: phrases.yes, ...question },
          { label: phrases.no, say: phrases.no, ...question },
        ],
      ];
    }
    return choices.map((choice, index) => {
      const label = choiceWords(choice, outcome.question, phrases);
      // who presses a button is answered in its language
      const say = outcome.question === 'unsure' ? label.replace(/^\P{L}+/u, '') : String(index + 1);
      return [{ label, say, ...question }];
    });
  }
  if (outcome.kind === 'changed' && outcome.subject.kind === 'task')
    return taskButtons(outcome.command, outcome.subject.task, phrases);
  if (outcome.kind === 'changed' && outcome.subject.kind === 'report') {
    const gone = outcome.command === 'report.delete' || outcome.command.startsWith('change.');
    return gone ? [] : reportButtons(outcome.subject.report, phrases.reports);
  }
  const [only, ...others] = (outcome.kind === 'shown' && outcome.of?.refs && outcome.tasks) || [];
  if (only && others.length === 0) return taskButtons(outcome.command, only, phrases);
  if (outcome.kind === 'shown' && outcome.reports?.length === 1 && outcome.reports[0])
    return reportButtons(outcome.reports[0], phrases.reports);
  if (outcome.kind === 'walked') return checklistButtons(outcome.checklist, phrases.reports);
  if (outcome.kind === 'changed' && outcome.command === 'template.create' && outcome.subject.kind === 'template')
    return [[{ label: phrases.reports.start, say: `/checklist ${outcome.subject.template.name}` }]];
  if (outcome.kind === 'found') return foundButtons(outcome);
  if (outcome.kind === 'nudged' || outcome.kind === 'told')
    return [[{ label: phrases.done, say: `/completetask ${outcome.task.ref}` }]];
  if (outcome.kind === 'reminded') {
    const later = { label: phrases.snooze, say: `snooze ${outcome.reminder.ref} for 15 minutes` };
    // whoever is called in a group has a chat of their own once they press Start
    return outcome.to?.some(({ externalId }) => externalId)
      ? [[later], [{ label: phrases.startHere, say: '/start', opens: 'bot' }]]
      : [[later]];
  }
  if (outcome.kind === 'changed' && outcome.subject.kind === 'list' && !isGone(outcome)) {
    return [[{ label: phrases.show, say: `/showlist ${outcome.subject.list.name}` }]];
  }
  return [];
}

/** A list that was deleted, or whose making was taken back. */
function isGone({ command, undone }: Changed): boolean {
  if (command === 'change.undo') return undone?.command === 'list.create';
  return command === 'list.delete' || (command === 'change.redo' && undone?.command === 'list.delete');
}
