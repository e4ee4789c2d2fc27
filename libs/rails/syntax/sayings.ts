/** What can mean only one thing, said whole: as certain as a slash command, and read as one. */
const REPORT = '(?:the\\s+)?(?:field\\s+)?report\\s+(?:number\\s+|no\\.?\\s+)?#?r?(\\d{1,7})';
const REPORTE = '(?:el\\s+)?(?:reporte|informe)\\s+(?:numero\\s+|número\\s+|no\\.?\\s+)?#?r?(\\d{1,7})';

const CSV = '(?:csv|spreadsheet)';

/** "Site Crockett: …": whatever follows is a report. */
const REPORT_OF_SITE = /^(?:site|sitio)\s+[^\s:][^:\n]{0,59}:\s*\S/iu;

const DAY = '(today|tomorrow|tonight|this week)';
const DIA = '(hoy|ma[nñ]ana|esta semana)';

/** "task 12", "report 3", "#12": a record by its number. */
const NUMBERED =
  '(?:the\\s+|la\\s+|el\\s+)?((?:(?:task|report|reminder|tarea|informe|reporte|recordatorio)\\s+)?#?\\d{1,6})';

const SAYINGS: readonly (readonly [saying: RegExp, command: string])[] = [
  [/^#r(\d{1,7})$/iu, '/reports $1'],
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
  [
    whole('(?:haz|marca|deja|pon)\\s+(?:el|este|mi)\\s+(?:reporte|informe)\\s+(?:como\\s+)?(?:final|definitivo)'),
    '/finalize',
  ],
  [whole(`(?:qu[eé] (?:tengo|me toca))\\s+(?:para\\s+)?${DIA}`), '/showmytasks $1'],
  [whole(`(?:qu[eé] (?:hay|tenemos|toca))\\s+(?:para\\s+)?${DIA}`), '/showtasks $1'],
  [/^#(\d{1,6})\s*\??$/u, '/ask #$1'],
  [
    whole(
      "(?:what(?:'s|s| is| else is)|is anything|anything|qu[eé] est[aá]|hay algo)\\s+(?:still\\s+)?(?:blocked|stuck|bloquead[oa])(?:\\s+(?:now|today|ahora|hoy))?",
    ),
    '/showtasks blocked',
  ],
  [whole(`(?:${REPORT}|${REPORTE})`), '/reports $1$2'],
  [whole(`(?:finali[sz]e|finish|complete|close|sign(?:\\s+off)?(?:\\s+on)?|resolve)\\s+${REPORT}`), '/finalize $1'],
  [whole(`(?:finali[sz]e)\\s+(?:it|this|that|(?:the|this|my)\\s+report)`), '/finalize'],
  [whole(`(?:mark|set|make)\\s+${REPORT}\\s+(?:as\\s+)?final`), '/finalize $1'],
  [whole(`${REPORT}\\s+is\\s+final`), '/finalize $1'],
  [whole(`(?:finaliza|finalizar|cierra|cerrar|firma|termina)\\s+${REPORTE}`), '/finalize $1'],
  [whole(`(?:reopen|open\\s+again|unlock)\\s+${REPORT}`), '/reopenreport $1'],
  [whole(`(?:reabre|reabrir|abre\\s+de\\s+nuevo)\\s+${REPORTE}`), '/reopenreport $1'],
  [whole(`(?:delete|remove|trash)\\s+${REPORT}`), '/deletereport $1'],
  [whole(`(?:borra|borrar|elimina|eliminar)\\s+${REPORTE}`), '/deletereport $1'],
  [whole(`(?:(?:send|give|get)\\s+(?:me\\s+)?)?(?:a\\s+|the\\s+)?pdf\\s+(?:of|for|from)\\s+(.{1,120})`), '/pdf $1'],
  [whole(`(?:(?:send|give|get|show)\\s+(?:me\\s+)?)?${REPORT}\\s+(?:as|in)\\s+(?:a\\s+)?pdf`), '/pdf $1'],
  [whole('(?:(?:manda|mandame|dame|envia|enviame)\\s+)?(?:el\\s+|un\\s+)?pdf\\s+(?:de|del)\\s+(.{1,120})'), '/pdf $1'],
  [whole(`(?:(?:send|give|get)\\s+(?:me\\s+)?)?(?:a\\s+|the\\s+)?${CSV}\\s+(?:of|for|from)\\s+(.{1,120})`), '/csv $1'],
  [whole(`(?:(?:send|give|get|show)\\s+(?:me\\s+)?)?${REPORT}\\s+(?:as|in)\\s+(?:a\\s+)?${CSV}`), '/csv $1'],
  [
    whole(
      '(?:(?:manda|m[aá]ndame|dame|env[ií]a|env[ií]ame)\\s+)?(?:el\\s+|un\\s+|la\\s+|una\\s+)?(?:csv|hoja\\s+de\\s+c[aá]lculo)\\s+(?:de|del)\\s+(.{1,120})',
    ),
    '/csv $1',
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
  [
    whole(
      '(?:show\\s+(?:me\\s+)?|list\\s+)?((?:all\\s+)?(?:my|draft|unfinished|final)\\s+(?:field\\s+|site\\s+)?reports(?:\\s+.{1,80})?)',
    ),
    '/reports $1',
  ],
  [
    whole("(?:show\\s+(?:me\\s+)?)?([\\p{L}]+(?:\\s[\\p{L}]+)?)'s\\s+(?:field\\s+|site\\s+)?reports(\\s+.{1,80})?"),
    '/reports $1$2',
  ],
  [whole('(?:muestra(?:me)?\\s+)?((?:mis|los)\\s+(?:reportes|informes)(?:\\s+.{1,80})?)'), '/reports $1'],
  [
    whole(
      '(?:(?:mu[eé]stra(?:me)?|ver)\\s+)?(?:el\\s+)?[uú]ltimo\\s+(?:reporte|informe)(?:\\s+(?:de|del)\\s+(.{1,60}))?',
    ),
    '/reports ultimo informe $1',
  ],
  [whole('qu[eé]\\s+(?:queda|falta|hay)\\s+(?:en|de)\\s+la\\s+lista\\s+(?:de\\s+)?(.{1,60})'), '/showlist $1'],
  [whole('(?:m[aá]nda(?:me)?\\s+)?mi\\s+d[ií]a\\s+(a\\s+las?\\s+\\d.{0,20})'), '/digest $1'],
  [whole('quiet\\s+(from\\s+\\d.{1,40})'), '/quiet $1'],
  [whole('(?:start|begin|do|run|open)\\s+(?:the\\s+|a\\s+)?(.{1,80}?)\\s+checklist'), '/checklist $1'],
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
  [whole('checklist\\s+(?:for\\s+|at\\s+)?([^:]{1,80})'), '/checklist $1'],
  [
    whole(
      '(?:empieza|empezar|inicia|iniciar|haz)\\s+(?:la\\s+)?lista\\s+de\\s+(?:control|verificacion|verificación)\\s+(?:de\\s+)?(.{1,80})',
    ),
    '/checklist $1',
  ],
];

/** A name with its capitals: "Eagle Lake", "Site 12". Without them "new site visit" would be one. */
const NAME = "(\\p{Lu}[\\p{L}\\p{N}'’-]*(?:\\s(?:\\p{Lu}[\\p{L}\\p{N}'’-]*|\\p{N}+)){0,3})";
const NAMED: readonly (readonly [saying: RegExp, command: string])[] = [
  [exactly(`(?:[Nn]ew|[Aa]dd|[Cc]reate)\\s(?:a\\s|the\\s)?(?:new\\s)?site:?\\s${NAME}`), '/newsite $1'],
  [exactly(`(?:[Nn]uevo|[Aa]grega|[Cc]rea)\\s(?:el\\s|un\\s)?(?:nuevo\\s)?sitio:?\\s${NAME}`), '/newsite $1'],
  [exactly(`(?:[Nn]ew|[Aa]dd)\\s(?:a\\s)?(?:new\\s)?person:?\\s${NAME}`), '/newperson $1'],
  [exactly(`[Aa]dd\\s${NAME}\\sto\\sthe\\s(?:crew|team)`), '/newperson $1'],
  [exactly(`[Aa]grega\\sa\\s${NAME}\\s(?:al\\sequipo|a\\sla\\scuadrilla)`), '/newperson $1'],
];

const ALL = [...SAYINGS, ...NAMED];

/** The slash command a text stands for; undefined when it is none of these. */
export function asCommand(text: string): string | undefined {
  const said = text.trim();
  if (REPORT_OF_SITE.test(said)) return `/report ${said}`;
  if (said.length > 200 || said.startsWith('/')) return undefined;
  for (const [saying, command] of ALL) {
    const found = saying.exec(said);
    if (found) return command.replace(/\$(\d)/gu, (_, n: string) => found[Number(n)] ?? '').trim();
  }
  return undefined;
}

function whole(pattern: string): RegExp {
  return new RegExp(
    `^(?:please\\s+|por\\s+favor\\s+)?${pattern}(?:\\s*,?\\s*(?:please|por\\s+favor|thanks|gracias))?[\\s.!?]*$`,
    'iu',
  );
}

/** As written, small letters and capitals apart. */
function exactly(pattern: string): RegExp {
  return new RegExp(`^${pattern}[\\s.!]*$`, 'u');
}
