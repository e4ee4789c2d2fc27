import { type Saying, whole } from './saying.ts';

const REMINDER = '(?:the |my )?reminder (?:number )?#?(\\d{1,6})';
const RECORDATORIO = '(?:el |mi )?recordatorio (?:n[uú]mero )?#?(\\d{1,6})';
const NUMBERS = 'an?|another|\\d{1,3}|one|two|three|four|five|ten|fifteen|twenty|thirty';
const NUMEROS = 'una?|otra?s?|\\d{1,3}|dos|tres|cuatro|cinco|diez|quince|veinte|treinta';
const BY = `((?:${NUMBERS}) (?:min|minute|hour|day|week|month)s?)(?: later| more)?`;
const POR = `((?:${NUMEROS}) (?:min|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?))(?: m[aá]s(?: tarde)?)?`;

/** In each of them. */
export const REMINDER_HINT = /snooze|postpone|push|delay|move|bump|put|pos[pt]|aplaz|retras|atras|recorr/iu;

/** How far reminders are put off. */
export const REMINDER_SAYINGS: readonly Saying[] = [
  [
    whole(`(?:snooze|postpone|push|delay|move|bump|put off) ${REMINDER}(?: back| off| out)?(?: by| for)? ${BY}`),
    '/snooze $1 by $2',
  ],
  [whole(`snooze #?(\\d{1,6})(?: by| for)? ${BY}`), '/snooze $1 by $2'],
  [whole(`(?:snooze|postpone|push|delay)(?: it| that| this)(?: back)?(?: by| for)? ${BY}`), '/snooze by $1'],
  [
    whole(`(?:pospon|posp[oó]n|posponer|aplaza|aplazar|retrasa|atrasa|recorre) ${RECORDATORIO}(?: por)? ${POR}`),
    '/posponer $1 por $2',
  ],
  [whole(`(?:posponlo|posp[oó]nlo|apl[aá]zalo|retr[aá]salo)(?: por)? ${POR}`), '/posponer por $1'],
];
