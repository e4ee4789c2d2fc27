import { CHECKLIST_SAYINGS } from './checklist-sayings.ts';
import { CREW_SAYINGS } from './crew-sayings.ts';
import { REMINDER_HINT, REMINDER_SAYINGS } from './reminder-sayings.ts';
import { REPORT_SAYINGS } from './report-sayings.ts';
import { exactly, NAME, type Saying, whole } from './saying.ts';
import { STAGE_HINT, STAGE_SAYINGS } from './stage-sayings.ts';
import { TASK_SAYINGS } from './task-sayings.ts';

/** "Site Crockett: …": whatever follows is a report. */
const REPORT_OF_SITE = /^(?:site|sitio)\s+[^\s:][^:\n]{0,59}:\s*\S/iu;

const DAY = '(today|tomorrow|tonight|this week)';
const DIA = '(hoy|ma[nñ]ana|esta semana)';

/** "task 12", "report 3", "#12": a record by its number. */
const NUMBERED =
  '(?:the\\s+|la\\s+|el\\s+)?((?:(?:task|report|reminder|tarea|informe|reporte|recordatorio)\\s+)?#?\\d{1,6})';

const WHEN = '(today|yesterday|this week|last week|this month|last month|this morning|last night)';

const SAYINGS: readonly Saying[] = [
  [
    whole(`what (?:happened|was done|went on|changed) ${WHEN} (?:at|in|on|with) (.{2,60})`),
    '/ask what happened at $2 $1',
  ],
  [
    whole(`what (?:happened|was done|went on|changed) (?:at|in|on|with) (.{2,60}?) ${WHEN}`),
    '/ask what happened at $1 $2',
  ],
  [
    whole(
      `(?:what do i have|what have i got|what's on my plate|what am i (?:on|doing))(?:\\s+(?:for|due|on))?\\s+${DAY}`,
    ),
    '/showmytasks $1',
  ],
  [whole(`(?:what(?:'s|s| is| do we have)|what have we got)\\s+(?:on\\s+|up\\s+)?(?:for\\s+)?${DAY}`), '/showtasks $1'],
  [whole("what(?:'s|s| is)\\s+(?:still\\s+)?(?:left|open)\\s+for\\s+me"), '/showmytasks'],
  [whole('(?:qu[eé] me (?:falta|queda|toca)|qu[eé] tengo pendiente)'), '/showmytasks'],
  [whole('(?:mu[eé]stra(?:me)?|ver|ens[eé][nñ]ame|dime)\\s+la\\s+(?:tarea\\s+)?#?(\\d{1,6})'), '/showtasks $1'],
  [whole(`(?:qu[eé] (?:tengo|me toca))\\s+(?:para\\s+)?${DIA}`), '/showmytasks $1'],
  [whole(`(?:qu[eé] (?:hay|tenemos|toca))\\s+(?:para\\s+)?${DIA}`), '/showtasks $1'],
  [/^#(\d{1,6})\s*\??$/u, '/ask #$1'],
  [
    whole(
      "(?:what(?:'s|s| is| else is)|is anything|anything|qu[eé] est[aá]|hay algo)\\s+(?:still\\s+)?(?:blocked|stuck|bloquead[oa])(?:\\s+(?:now|today|ahora|hoy))?",
    ),
    '/showtasks blocked',
  ],
  [whole('qu[eé]\\s+hay\\s+(?:en|de)\\s+la\\s+lista\\s+(?:de\\s+)?(.{1,60})'), '/showlist $1'],
  [whole('(?:m[aá]nda(?:me)?\\s+)?mi\\s+d[ií]a\\s+(a\\s+las?\\s+\\d.{0,20})'), '/digest $1'],
  [whole('quiet\\s+(from\\s+\\d.{1,40})'), '/quiet $1'],
  [whole(`(?:show\\s+(?:me\\s+)?)?(?:the\\s+)?(?:full\\s+)?history\\s+(?:of|for)\\s+(.{1,80})`), '/history $1'],
  [
    whole(
      `(?:what(?:'s|\\s+has|\\s+have)?\\s+(?:happened|changed)|who\\s+(?:changed|did|touched|closed|finished|made))\\s+(?:to\\s+|with\\s+|on\\s+|about\\s+)?${NUMBERED}`,
    ),
    '/history $1',
  ],
  [whole(`(?:mu[eé]stra(?:me)?\\s+)?(?:el\\s+)?historial\\s+(?:de\\s+la|del|de)\\s+(.{1,80})`), '/history $1'],
  [
    whole(
      `(?:qu[eé]\\s+(?:ha\\s+)?(?:pas[oó]|pasado|cambi[oó])|qui[eé]n\\s+(?:cambi[oó]|hizo|cerr[oó]|cre[oó]))\\s+(?:con\\s+|en\\s+)?${NUMBERED}`,
    ),
    '/history $1',
  ],
];

const NAMED: readonly Saying[] = [
  [exactly(`(?:[Nn]ew|[Aa]dd|[Cc]reate)\\s(?:a\\s|the\\s)?(?:new\\s)?site:?\\s${NAME}`), '/newsite $1'],
  [exactly(`(?:[Nn]uevo|[Aa]grega|[Cc]rea)\\s(?:el\\s|un\\s)?(?:nuevo\\s)?sitio:?\\s${NAME}`), '/newsite $1'],
  [exactly(`(?:[Nn]ew|[Aa]dd)\\s(?:a\\s)?(?:new\\s)?person:?\\s${NAME}`), '/newperson $1'],
  [exactly(`[Aa]dd\\s${NAME}\\sto\\sthe\\s(?:crew|team)`), '/newperson $1'],
  [exactly(`[Aa]grega\\sa\\s${NAME}\\s(?:al\\sequipo|a\\sla\\scuadrilla)`), '/newperson $1'],
];

/** Sayings that are only looked at where a word or a number hints at them. */
const BY_HINT: readonly (readonly [hint: RegExp, sayings: readonly Saying[]])[] = [
  [/what|who|anything|histor|qu[eéi]|hay|d[ií]a|mu[eé]stra|ver |dime|ens[eé]|#/iu, SAYINGS],
  [/site|sitio|person|crew|team|equipo|cuadrilla/iu, NAMED],
  [/\d/u, TASK_SAYINGS],
  [STAGE_HINT, STAGE_SAYINGS],
  [REMINDER_HINT, REMINDER_SAYINGS],
  [/repor|informe|finali|pdf|csv|spreadsheet|c[aá]lculo|#r\d/iu, REPORT_SAYINGS],
  [/checklist|template|plantilla|lista/iu, CHECKLIST_SAYINGS],
  [
    /crew|team|people|staff|who|site|person|invit|manager|admin|operat|operad|gerente|encargad|equipo|cuadrilla|gente|sitio/iu,
    CREW_SAYINGS,
  ],
];

/** The slash command a text stands for: it can mean only one thing. Undefined when it is none of these. */
export function asCommand(text: string): string | undefined {
  const said = text.trim();
  if (REPORT_OF_SITE.test(said)) return `/report ${said}`;
  if (said.length > 200 || said.startsWith('/')) return undefined;
  for (const [hint, sayings] of BY_HINT) {
    if (!hint.test(said)) continue;
    for (const [saying, command] of sayings) {
      const found = saying.exec(said);
      if (found) return command.replace(/\$(\d)/gu, (_, n: string) => found[Number(n)] ?? '').trim();
    }
  }
  return undefined;
}
