import type { Command, KnownChecklist, Outcome, Route } from '#core';
import { readAnswer } from '#rails';
import type { Setting } from '#processors';

const SKIP = /^(?:skip|pass|next|-|saltar|omitir|siguiente)[.!]?$/i;
const STOP =
  /^(?:stop|cancel|quit|end|abort|cancela|cancelar|para|parar|det[eé]n|detener)(?: (?:(?:the|this|la|esta) )?(?:checklist|lista|it))?[.!]?$/i;

/** What words mean because of a checklist that is under way, or because they answer a report's message; else undefined. */
export function besideReports(text: string, route: Route, setting: Setting): Command | undefined {
  const checklist = underWay(setting);
  if (checklist && !isCommand(text, route)) return answering(checklist, text.trim());
  const { message, known } = setting;
  const repliesToReport = Boolean(message?.replyTo) && known.last?.kind === 'report' && !text.startsWith('/');
  return repliesToReport && !saysSomethingElse(route)
    ? { entity: 'report', operation: 'note', slots: { notes: text.trim() } }
    : undefined;
}

/** Photos and files without a word: for the checklist under way, for the report they answer, or nobody knows what for. */
export function filesAlone(setting: Setting): Command | Outcome {
  const { message, known } = setting;
  const files = message?.attachments?.filter(({ fileId }) => fileId !== undefined) ?? [];
  if (files.length > 0) {
    const checklist = underWay(setting);
    if (checklist) return { entity: 'checklist', operation: 'answer', slots: {} };
    const note = (slots: Command['slots']): Command => ({ entity: 'report', operation: 'note', slots });
    if (message?.album || message?.replyTo) return note({});
    if (known.last?.kind === 'report') {
      const choices = [{ label: 'Yes', command: note({ id: known.last.id, attachments: files }) }];
      return { kind: 'asked', command: 'report.note', question: 'unsure', about: known.last.title, choices };
    }
  }
  return { kind: 'said', command: 'none.unknown', topic: 'attachment_kept' };
}

/** The checklist the speaker is on the way through here. */
function underWay({ known, actor, source, chat, now }: Setting): KnownChecklist | undefined {
  return known.checklists?.find(
    (one) =>
      one.personId === actor.personId &&
      one.source === source &&
      one.chat === chat &&
      Date.parse(one.listensUntil) > now.getTime(),
  );
}

function answering({ id }: KnownChecklist, said: string): Command {
  if (STOP.test(said)) return { entity: 'checklist', operation: 'cancel', slots: { query: id.slice(0, 8) } };
  const answer = SKIP.test(said) ? { value: '' } : readAnswer(said);
  return { entity: 'checklist', operation: 'answer', slots: { query: id.slice(0, 8), answer } };
}

/** A command of its own is no answer; what sounds like a report is. */
function isCommand(text: string, { tier, commands: [first] }: Route): boolean {
  if (text.startsWith('/')) return true;
  return tier === 'direct' && first !== undefined && !['report', 'none', 'smalltalk'].includes(first.entity);
}

/** A reply may be a command about the report ("pdf", "finalize it"), or a report of another place. */
function saysSomethingElse({ tier, commands: [first] }: Route): boolean {
  if (tier !== 'direct' || !first || ['none', 'smalltalk'].includes(first.entity)) return false;
  return !(first.entity === 'report' && first.operation === 'create' && !first.slots.site);
}
