import type { Button, Checklist, Report } from '#core';
import type { ReportPhrases } from './report-phrases.ts';
import { waitsFor } from './report-words.ts';

const MOST_SUGGESTIONS = 4;
const LONGEST_LABEL = 60;

/** What can be done with a report next. */
export function reportButtons({ ref, status, suggestions }: Report, phrases: ReportPhrases): Button[][] {
  const open = suggestions
    .map(({ title, taskId }, i) => ({ title, taskId, number: i + 1 }))
    .filter((one) => !one.taskId);
  const asTasks = open
    .slice(0, MOST_SUGGESTIONS)
    .map(({ title, number }) => [
      { label: phrases.makeTask(title).slice(0, LONGEST_LABEL).toWellFormed(), say: `/followup ${ref} ${number}` },
    ]);
  const state =
    status === 'final'
      ? { label: phrases.reopen, say: `/reopenreport ${ref}` }
      : { label: phrases.finalize, say: `/finalize ${ref}` };
  return [...asTasks, [state, { label: '📄 PDF', say: `/pdf ${ref}` }]];
}

/** The answers to the question that is asked now; each names its question, so that an old button answers nothing. */
export function checklistButtons(checklist: Checklist, phrases: ReportPhrases): Button[][] {
  const question = waitsFor(checklist);
  if (!question) return [];
  const say = (value: string) => `/answer ${checklist.code} ${checklist.answers.length} ${value}`;
  const values = question.unit ? [] : [phrases.ok, phrases.notOk].map((label) => ({ label, say: say(label) }));
  const others = [
    { label: phrases.skip, say: say('-') },
    { label: phrases.stop, say: `/stopchecklist ${checklist.code}` },
  ];
  return values.length > 0 ? [values, others] : [others];
}
