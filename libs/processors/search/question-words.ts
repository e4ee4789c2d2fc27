import type { FoundEntity } from '#core';

/** Words that say what kind of record is meant. */
export const KINDS: Readonly<Record<string, FoundEntity>> = {
  ...named('task', 'task tasks job jobs tarea tareas trabajo trabajos'),
  ...named('list', 'list lists lista listas'),
  ...named('reminder', 'reminder reminders recordatorio recordatorios aviso avisos'),
  ...named('report', 'report reports informe informes reporte reportes'),
  ...named('person', 'person people persona personas'),
  ...named('site', 'site sites sitio sitios'),
};

/** Words that ask for what is over, for what still waits, and for the last time only. */
export const OVER = words(
  'did done was were happened finished completed closed hicimos hizo hice hicieron paso hecho hecha hechas hechos terminado terminada',
);
export const WAITING = words('open pending unfinished todo abierta abiertas abierto abiertos pendiente pendientes');
export const LATEST = words('last latest recent recently ultima ultimo ultimas ultimos');

/** The speaker. */
export const SPEAKER = words('i my me mine yo mi mis hice');

/** Words that ask, and words that only hold a question together; what is left is looked for. */
export const ASKING = words(
  `what whats what's when where which who whose whom why how is are was were be been am do does did done has have had
   can could would will should please tell show give find search look looking lookup locate get for up me us we i you they he
   she it its anyone somebody someone anything everything all any the a an of on in at to from by with about and that this
   these those there here ever last latest recent recently time times often many my mine our ours your their his her happened
   know history s re ve
   que cuando donde quien quienes cual cuales como cuanto cuantos cuantas por porque es son fue fueron era ha han he hemos hay
   hicimos hizo hice hicieron paso busca buscar buscame encuentra encuentrame encontrar muestra muestrame dime ver mira quiero
   necesito el la los las un una unos unas de del en a al con sobre acerca y o lo le les se nos me mi mis yo su sus nuestro
   nuestra ultima ultimo ultimas ultimos vez veces todo toda todos todas algo alguien este esta estos estas ese esa`,
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}

function named(entity: FoundEntity, text: string): Record<string, FoundEntity> {
  return Object.fromEntries(text.split(' ').map((word) => [word, entity]));
}
