import { type Saying, whole } from './saying.ts';

const SHOW = '(?:(?:show|list|see|tell)(?: me)? )?(?:all )?(?:of )?(?:the |our |my )?';
const VER = '(?:(?:mu[eé]stra(?:me)?|ver|dime) )?(?:la lista de(?:l)? )?(?:todos? )?(?:el |la |los |las )?';

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
];
