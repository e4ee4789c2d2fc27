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
  // what is done over REST alone
  [
    whole(
      "invite [\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+)?(?: (?:to|into|in) (?:the |our )?(?:bot|crew|team|telegram|chat|app))?",
    ),
    '/directory',
  ],
  [
    whole('(?:make|promote|set) .{2,40}? (?:an?|to|as|as an?|to be an?) (?:manager|admin|administrator|operator)'),
    '/directory',
  ],
  [whole('(?:rename|delete|remove) (?:the )?(?:site|person) .{2,60}'), '/directory'],
  [whole('(?:remove|delete|take|kick) .{2,40}? (?:from|off|out of) (?:the |our )?(?:crew|team)'), '/directory'],
  [whole('(?:invita|invitar) a .{2,40}'), '/directory'],
  [
    whole('(?:haz|nombra|pon) a .{2,40}? (?:como )?(?:gerente|encargado|encargada|administradora?|operadora?)'),
    '/directory',
  ],
  [whole('(?:borra|elimina|renombra|quita) (?:el sitio|a la persona) .{2,60}'), '/directory'],
  [whole('(?:quita|saca|elimina|borra) a .{2,40}? (?:del equipo|de la cuadrilla)'), '/directory'],
];
