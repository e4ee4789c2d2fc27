import { type Saying, whole } from './saying.ts';

const TASK = '(?:the )?(?:task |job |subtask )?#?(\\d{1,6})';
const TAREA = '(?:la )?(?:tarea |subtarea )?#?(\\d{1,6})';
const BY =
  '((?:an?|another|\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (?:hour|day|week|month)s?)(?: later)?';
const POR =
  '((?:una?|otra?|\\d{1,3}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) (?:horas?|d[ií]as?|semanas?|mes(?:es)?))';
const PART = '(?:a )?(?:subtask|sub-task|sub task|part|step|child)';

/** What is said of tasks by their numbers. */
export const TASK_SAYINGS: readonly Saying[] = [
  [
    whole(`(?:postpone|push|delay|move|bump|shift|put off|defer) ${TASK}(?: back| out| off)?(?: by| for)? ${BY}`),
    '/postpone $1 by $2',
  ],
  [
    whole(`(?:pospon|posp[oó]n|posponer|aplaza|aplazar|retrasa|atrasa|recorre) ${TAREA}(?: por)? ${POR}`),
    '/aplazar $1 por $2',
  ],
  [whole(`(?:make|turn) ${TASK} (?:into )?${PART} (?:of|under) ${TASK}`), '/partof $1 of $2'],
  [whole(`(?:move|put|drag|nest|file) ${TASK} (?:under|underneath|below|beneath) ${TASK}`), '/partof $1 of $2'],
  [whole(`${TASK} (?:is|becomes) (?:now )?${PART} of ${TASK}`), '/partof $1 of $2'],
  [whole(`${TASK} (?:belongs to|belongs under|goes under|comes under) ${TASK}`), '/partof $1 of $2'],
  [whole(`${TASK} (?:is no longer|isn't|is not) (?:a )?${PART} of (?:anything|${TASK})(?: any ?more)?`), '/apart $1'],
  [whole(`(?:take|move|pull) ${TASK} out of (?:task )?#?\\d{1,6}`), '/apart $1'],
  [whole(`(?:detach|unnest) ${TASK}(?: from (?:task )?#?\\d{1,6})?`), '/apart $1'],
  [whole(`${TAREA} ya no es (?:una )?(?:subtarea|parte) de (?:nada|${TAREA})`), '/apart $1'],
  [whole(`(?:saca|separa) ${TAREA} de (?:la )?(?:tarea )?#?\\d{1,6}`), '/apart $1'],
  [
    whole(`(?:haz|pon|deja|convierte) (?:que )?${TAREA} (?:sea |como |en )?(?:una )?(?:subtarea|parte) de ${TAREA}`),
    '/partof $1 de $2',
  ],
  [whole(`(?:mueve|pon|mete) ${TAREA} (?:debajo de|dentro de|bajo) ${TAREA}`), '/partof $1 de $2'],
  [whole(`${TAREA} es (?:una )?(?:subtarea|parte) de ${TAREA}`), '/partof $1 de $2'],
  [whole(`(?:(?:show|what(?:'s|s| is)) )?(?:me )?(?:the )?progress (?:of|on|for) ${TASK}`), '/showtasks $1'],
  [whole(`how far (?:along )?(?:is|are we (?:on|with)) ${TASK}(?: along)?`), '/showtasks $1'],
  [whole(`(?:el )?(?:progreso|avance) (?:de|en) ${TAREA}`), '/showtasks $1'],
  [
    whole(`remind me (?:of|about|to do) (?:the )?(?:task |job )#?(\\d{1,6})\\b ?(.{0,60})`),
    '/remind me about task $1 $2',
  ],
  [whole(`recu[eé]rdame (?:de )?la tarea #?(\\d{1,6})\\b ?(.{0,60})`), '/recuerdame la tarea $1 $2'],
];
