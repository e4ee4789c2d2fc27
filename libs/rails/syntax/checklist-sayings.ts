import { type Saying, whole } from './saying.ts';

const LISTA = 'lista de (?:control|verificaci[oó]n|revisi[oó]n)';
const LISTAS = 'listas de (?:control|verificaci[oó]n|revisi[oó]n)';

/** What is said of checklists. */
export const CHECKLIST_SAYINGS: readonly Saying[] = [
  [whole('(?:(?:show|list|see)(?: me)? )?(?:all )?(?:the |my |our )?(?:site )?checklists'), '/checklists'],
  [whole('(?:what|which) checklists (?:are there|do we have|do i have|exist)'), '/checklists'],
  [whole(`(?:(?:mu[eé]stra(?:me)?|ver) )?(?:las |mis )?${LISTAS}`), '/checklists'],
  [whole(`qu[eé] ${LISTAS} (?:hay|tenemos)`), '/checklists'],
  [whole('(?:cancel|stop|quit|end|abort) (?:the |this |my )?checklist'), '/stopchecklist'],
  [whole(`(?:cancela|cancelar|para|parar|det[eé]n|detener) (?:la |esta )?${LISTA}`), '/stopchecklist'],
  // of two things said after "for" and "called", the name comes first
  [
    whole(
      '(?:make|create|add|set up|start|build|write) (?:an? |the )?(?:new )?(?:checklist|template) (?:for|at) ([^:\\n]{1,60}?) (?:called|named) ([^:\\n]{1,60}): ?(\\S.*)',
    ),
    '/template $2 for $1: $3',
  ],
  [
    whole(
      `(?:haz|hacer|crea|crear|agrega|arma|pon) (?:una |la )?(?:nueva )?(?:${LISTA}|plantilla) (?:para|de|en) ([^:\\n]{1,60}?) (?:llamada|que se llame) ([^:\\n]{1,60}): ?(\\S.*)`,
    ),
    '/plantilla $2 para $1: $3',
  ],
  [
    whole(
      '(?:(?:make|create|add|set\\s+up|start|build|write)\\s+)?(?:an?\\s+|the\\s+)?(?:new\\s+)?(?:(?:site|inspection|safety)\\s+)?(?:checklist|template)\\s+(?:for|at|called|named)\\s+([^:\\n]{1,60}):\\s*(\\S.*)',
    ),
    '/template $1: $2',
  ],
  [
    whole(
      '(?:(?:haz|hacer|crea|crear|agrega|arma|pon)\\s+)?(?:una\\s+|la\\s+)?(?:nueva\\s+)?(?:lista\\s+de\\s+(?:control|verificaci[oó]n|revisi[oó]n)|plantilla)\\s+(?:para|de|en|llamada)\\s+([^:\\n]{1,60}):\\s*(\\S.*)',
    ),
    '/plantilla $1: $2',
  ],
  [whole('(?:start|begin|do|run|open)\\s+(?:the\\s+|a\\s+)?(.{1,80}?)\\s+checklist'), '/checklist $1'],
  [whole('checklist\\s+(?:for\\s+|at\\s+)?([^:]{1,80})'), '/checklist $1'],
  [
    whole(
      '(?:empieza|empezar|inicia|iniciar|haz)\\s+(?:la\\s+)?lista\\s+de\\s+(?:control|verificacion|verificación)\\s+(?:de\\s+)?(.{1,80})',
    ),
    '/checklist $1',
  ],
  [
    whole('(?:start|begin|do|run|open) (?:the |a )?checklist (?:for |at |on |called |named )?([^:]{1,80})'),
    '/checklist $1',
  ],
  [whole('(?:show|see)(?: me)? (?:the |our )?(.{1,60}?) checklist'), '/templates $1'],
  [whole('(?:show|see)(?: me)? (?:the )?checklist (?:for |of |at |called )?(.{1,60})'), '/templates $1'],
  [whole('(?:delete|remove|trash) (?:the |our )?(.{1,60}?) checklist'), '/deletetemplate $1'],
  [whole('(?:delete|remove|trash) (?:the )?checklist (?:for |of |at |called )?(.{1,60})'), '/deletetemplate $1'],
  [whole(`(?:mu[eé]stra(?:me)?|ver) (?:la )?${LISTA} (?:de |para )?(.{1,60})`), '/templates $1'],
  [whole(`(?:borra|borrar|elimina|eliminar) (?:la )?${LISTA} (?:de |para )?(.{1,60})`), '/deletetemplate $1'],
];
