import { type Command, type Known, nameOf, type Outcome } from '#core';

/** "cancel that": whatever was spoken of last is not wanted. */
const AWAY =
  /^(?:no[,!.]? )?(?:please )?(?:(?:cancel|delete|remove|drop|get rid of|kill|trash)(?: (?:it|that|this|that one|this one))|(?:no[,.]? )?(?:quita|borra|elimina|cancela)(?: (?:eso|esto|esa|ese)|l[oa])|(?:qu[ií]ta|b[oó]rra|elim[ií]na|canc[eé]la)l[oa])$/iu;

const CANCEL = /^(?:no[,!.]? )?(?:please )?(?:no[,.]? )?(?:cancel|canc[eé]l|drop)/iu;

/** "scratch that": what was just done was not meant. */
const BACK = /^(?:no[,!.]? )?(?:scratch|scrap|strike) (?:that|this|it|the last one|that last one)$/iu;

/** "never mind": perhaps so. */
const PERHAPS =
  /^(?:no[,!.]? )?(?:(?:disregard|ignore|forget|never ?mind) (?:it|that|this|the last one|that last one)|never ?mind|nvm|forget it|(?:olvida|ignora) eso|olv[ií]dalo|d[eé]jalo)$/iu;

/** "oops": something was wrong, perhaps all of it. */
const WRONG =
  /^(?:oh |ah |no[,!.]? )?(?:oops|whoops|ups|my (?:bad|mistake)|wrong|(?:that|this)(?:'s| is| was)? (?:wrong|not right|a mistake|not what i (?:meant|said))|not that(?: one)?|i did(?:n'?t| not) (?:mean|say) that|eso no|(?:eso )?est[aá] mal|me equivoqu[eé]|eso no (?:era|es)|no era eso)$/iu;

const LONGEST = 80;

/** What somebody wants who takes back what was said or shown last; undefined when they want something else. */
export function takenBack(text: string, last: Known['last']): Command | Outcome | undefined {
  if (text.length > LONGEST) return undefined;
  const said = text.trim().replace(/[\s.!]+$/u, '');
  const undo: Command = { entity: 'change', operation: 'undo', slots: {} };
  // a list is not cancelled, but what was just done to it is
  const isOfList = last?.kind === 'list' && CANCEL.test(said);
  if (last && AWAY.test(said) && !isOfList) return away(last);
  if (BACK.test(said)) return undo;
  if (isOfList || PERHAPS.test(said) || WRONG.test(said))
    return (
      last && { kind: 'asked', command: 'change.undo', question: 'unsure', choices: [{ label: 'Yes', command: undo }] }
    );
  return undefined;
}

/** Only after a question: it may be another that was meant. */
function away({ kind, id, ref, title }: NonNullable<Known['last']>): Outcome | undefined {
  const command = commandFor(kind, id, title);
  const label = 'Yes, delete it';
  return (
    command && {
      kind: 'asked',
      command: nameOf(command),
      question: 'confirm',
      about: ref === undefined || kind === 'list' ? title : `#${ref} ${title}`,
      choices: [{ label, command }],
    }
  );
}

function commandFor(kind: NonNullable<Known['last']>['kind'], id: string, title: string): Command | undefined {
  switch (kind) {
    case 'task':
      return { entity: 'task', operation: 'delete', slots: { id } };
    case 'list':
      return { entity: 'list', operation: 'delete', slots: { listId: id, listName: title, sure: true } };
    case 'reminder':
      return { entity: 'reminder', operation: 'cancel', slots: { id } };
    case 'report':
      return { entity: 'report', operation: 'delete', slots: { id } };
    case 'template':
      return undefined;
  }
}
