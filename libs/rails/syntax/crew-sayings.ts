import { exactly, NAME, type Saying, whole } from './saying.ts';

const SHOW = '(?:(?:show|list|see|tell)(?: me)? )?(?:all )?(?:of )?(?:the |our |my )?';
const VER = '(?:(?:mu[eé]stra(?:me)?|ver|dime) )?(?:la lista de(?:l)? )?(?:todos? )?(?:el |la |los |las )?';

/** One or two words that may be a name, however they are written; no "a call", no "Pedro a". */
const SOMEBODY = "(?!(?:an?|the|it|that|this|up|some|my|our)\\b)[\\p{L}'’-]+(?: (?!(?:to|as|an?|the)\\b)[\\p{L}'’-]+)?";
const ALGUIEN = "(?!(?:la|el|los|las|un|una)\\b)[\\p{L}'’-]+(?: (?!(?:al?|con|como|de|del|para|que)\\b)[\\p{L}'’-]+)?";
const ROLE = '(?:manager|admin|administrator|operator)';
const CARGO = '(?:gerente|encargad[oa]|administradora?|operadora?)';

/** Who is on the crew, and where it works. */
export const CREW_SAYINGS: readonly Saying[] = [
  [whole(`${SHOW}(?:people|crew|team|(?:crew|team) members|staff)`), '/people'],
  [whole("who(?:'s|s| is| are| all is) (?:on|in) (?:the|our|my) (?:crew|team)"), '/people'],
  [whole('who (?:works here|do we have|all works here)'), '/people'],
  [whole(`${SHOW}(?:sites|job ?sites)`), '/sites'],
  [whole('(?:what|which) (?:job ?)?sites (?:do we have|are there|do i have|are ours|exist)'), '/sites'],
  [whole(`${VER}(?:equipo|cuadrilla|gente)`), '/equipo'],
  [
    whole('qui[eé]n(?:es)? (?:est[aá]n?|es|son|hay|trabajan?) (?:en el |en la |del |de la )(?:equipo|cuadrilla)'),
    '/equipo',
  ],
  [whole(`${VER}sitios`), '/sitios'],
  [whole('(?:qu[eé]|cu[aá]les) sitios (?:hay|tenemos|son)'), '/sitios'],
  // what is done over REST alone
  [
    whole(
      "invite [\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+)?(?: (?:to|into|in) (?:the |our )?(?:bot|crew|team|telegram|chat|app))?",
    ),
    '/directory',
  ],
  [whole(`(?:make|set) ${SOMEBODY} (?:(?:as |to be )?an? |as )${ROLE}`), '/directory'],
  [whole(`(?:promote|set) ${SOMEBODY} (?:to|as) (?:an? )?${ROLE}`), '/directory'],
  [whole(`(?:remove|delete|take|kick) ${SOMEBODY} (?:from|off|out of) (?:the |our )?(?:crew|team)`), '/directory'],
  [
    exactly(`(?:[Rr]ename|[Dd]elete|[Rr]emove)\\s(?:the\\s)?(?:site|person)\\s${NAME}(?:\\sto\\s.{1,60})?`),
    '/directory',
  ],
  [whole(`(?:invita|invitar) a ${ALGUIEN}(?: (?:al? )?(?:la )?(?:equipo|cuadrilla|bot|grupo|chat))?`), '/directory'],
  [whole(`(?:haz|nombra|pon) a ${ALGUIEN} (?:como )?${CARGO}`), '/directory'],
  [whole(`(?:quita|saca|elimina|borra) a ${ALGUIEN} (?:del equipo|de la cuadrilla)`), '/directory'],
  [
    exactly(
      `(?:[Bb]orra|[Ee]limina|[Rr]enombra|[Qq]uita)\\s(?:el\\ssitio|a\\sla\\spersona)\\s${NAME}(?:\\sa\\s.{1,60})?`,
    ),
    '/directory',
  ],
];
