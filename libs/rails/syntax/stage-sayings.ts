import { type Saying, whole } from './saying.ts';

const TASK = '(?:the |la )?(?:(?:tasks?|jobs?|tareas?) )?(#?\\d{1,6}(?:(?: ?, ?| (?:and|y) )#?\\d{1,6}){0,9})';

const JOB = '(?:the|my|our) (\\S[^:,]{1,60}?) (?:task|job|ticket|work order)';
const HOLD = '(?:on hold|paused|parked)';

/** In each of them. */
export const STAGE_HINT =
  /hold|paus|park|progress|under|start|beg[au]n|going|resum|continu|retom|reanud|curso|marcha|proceso|blocked|stuck|held|stall|atorada|detenida/iu;

/** How far tasks are. */
export const STAGE_SAYINGS: readonly Saying[] = [
  [
    whole(
      "(?:what(?:'s|s| is| else is| are we)|is anything|anything) (?:still )?(in progress|under ?way|on hold|paused)(?: (?:now|today|right now))?",
    ),
    '/showtasks $1',
  ],
  [
    whole('(?:qu[eé] est[aá]|hay algo) (?:todav[ií]a )?(en curso|en proceso|en marcha|en pausa)(?: (?:ahora|hoy))?'),
    '/showtasks $1',
  ],
  [
    whole(
      `(?:(?:i|we|i'm|we're) )?(?:started|starting|begun|began|resume[ds]?|resuming|continue|retom[ao]|reanuda) (?:on |with )?${TASK}`,
    ),
    '/begintask $1',
  ],
  [
    whole(`${TASK} (?:is|est[aá]) (?:now |ya )?(?:in progress|under ?way|started|ongoing|off hold|en curso|en marcha)`),
    '/begintask $1',
  ],
  [whole(`${TASK} (?:is|est[aá]) (?:now )?(?:on hold|paused|en pausa)`), '/holdtask $1'],
  [
    whole(
      `${TASK} (?:is|est[aá]) (?:on hold|paused|blocked|stuck|held up|stalled|en pausa|atorada|detenida) ?[,:–-] ?(\\S.*?)`,
    ),
    '/holdtask $1 $2',
  ],
  [whole('(?:pause|hold|park|pausa) (?:it|that|this|that one|esa|eso)'), '/holdtask'],
  [whole('(?:put|place) (?:it|that|this|that one) on hold'), '/holdtask'],
  [whole('(?:resume|unpause|reanuda|retoma) (?:it|that|this|that one|esa|eso)'), '/begintask'],
  [
    whole(`(?:start|starting|started|begin|resume|i'm on|i am on|working on|i'm working on|we're working on) ${JOB}`),
    '/begintask $1',
  ],
  [whole(`${JOB} is (?:now )?${HOLD}`), '/holdtask $1'],
  [whole(`${JOB} is (?:now )?${HOLD} ?[,:–-] ?(\\S.*?)`), '/holdtask $1: $2'],
  [whole(`(?:put|place) ${JOB} on hold`), '/holdtask $1'],
  [whole(`(?:put|place) ${JOB} on hold ?[,:–-] ?(\\S.*?)`), '/holdtask $1: $2'],
  [whole(`${JOB} is (?:now )?(?:in progress|under ?way|started|off hold)`), '/begintask $1'],
];
