import { type Saying, whole } from './saying.ts';

const REPORT = '(?:the\\s+)?(?:field\\s+)?report\\s+(?:number\\s+|no\\.?\\s+)?#?r?(\\d{1,7})';
const REPORTE = '(?:el\\s+)?(?:reporte|informe)\\s+(?:numero\\s+|número\\s+|no\\.?\\s+)?#?r?(\\d{1,7})';
/** "the report", "my last report": the one talked about. */
const THE_REPORT = '(?:the|this|that|my|our) (?:last |latest )?(?:field |site )?report';
const EL_INFORME = '(?:el|este|ese|mi) (?:[uú]ltimo )?(?:reporte|informe)';
/** "the Crockett report": a place, and not what kind of report it is. */
const KINDS = '(?:field|site|daily|last|latest|new|first|final|weekly|shift|status|incident|safety)';
const OF_PLACE = `(?:the )?(?:last |latest )?((?!${KINDS}\\b|(?:the|this|that|my|our|an?)\\b)[\\p{L}\\p{N}][^:\\n]{1,40}?)(?:'s)? (?:field |site )?report`;
const DE_LUGAR = '(?:el )?(?:[uú]ltimo )?(?:reporte|informe) (?:de|del) ([^:\\n]{2,40}?)';
const FINISH = '(?:finali[sz]e|finish|complete|close(?: out)?|sign(?: off(?: on)?)?)';
const TERMINA = '(?:finaliza|finalizar|cierra|cerrar|firma|firmar|termina|terminar)';
const CHANGE = '(?:correct|fix|change|update|amend|edit)';
const CORRIGE = '(?:corrige|corregir|cambia|cambiar|actualiza)';
const DAYS = '(today|yesterday|this week|last week|this month|last month)';
const CSV = '(?:csv|spreadsheet)';

/** What is said of reports by their number, their place, or as "the report". */
export const REPORT_SAYINGS: readonly Saying[] = [
  [/^#r(\d{1,7})$/iu, '/reports $1'],
  [
    whole('(?:haz|marca|deja|pon)\\s+(?:el|este|mi)\\s+(?:reporte|informe)\\s+(?:como\\s+)?(?:final|definitivo)'),
    '/finalize',
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
  // which is final, and which is a draft again
  [whole(`${FINISH} ${OF_PLACE}`), '/finalize at $1'],
  [whole(`(?:mark|set|make) ${OF_PLACE} (?:as )?final`), '/finalize at $1'],
  [whole(`(?:finish|complete|close|sign(?: off(?: on)?)?) ${THE_REPORT}`), '/finalize'],
  [whole(`(?:make|set|put|turn) ${REPORT} (?:to |in|into |back to )?(?:a )?draft(?: again)?`), '/reopenreport $1'],
  [whole(`(?:marca|haz|pon|deja) ${REPORTE} (?:como )?(?:final|definitivo)`), '/finalize $1'],
  [whole(`haz final ${REPORTE}`), '/finalize $1'],
  [whole(`${REPORTE} (?:es )?(?:final|definitivo)`), '/finalize $1'],
  [whole(`${TERMINA} ${EL_INFORME}`), '/finalize'],
  [whole(`${TERMINA} ${DE_LUGAR}`), '/finalize en $1'],
  // what is said of them afterwards
  [whole(`(?:edit|change|correct) ${REPORT}`), '/addtoreport $1'],
  [whole(`${CHANGE} ${REPORT}(?: ?[:,–-] ?| to say )(\\S.*)`), '/addtoreport $1: $2'],
  [whole(`${CHANGE} (?:the )?(.{2,40}?) to (.{1,40}?) (?:in|on|of) ${REPORT}`), '/addtoreport $3: $1 $2'],
  [whole(`${CHANGE} (?:the )?(.{2,40}?) to (.{1,40}?) (?:in|on|of) ${THE_REPORT}`), '/addtoreport $1 $2'],
  [whole(`${CHANGE} (?:the )?(.{2,40}?) to (.{1,40}?) (?:in|on|of) ${OF_PLACE}`), '/addtoreport at $3: $1 $2'],
  [whole(`(?:add|put) an? (?:note|line|comment) (?:to|on|in) ${REPORT} ?[:,–-] ?(\\S.*)`), '/addtoreport $1: $2'],
  [whole(`(?:add|put) an? (?:note|line|comment) (?:to|on|in) ${THE_REPORT} ?[:,–-] ?(\\S.*)`), '/addtoreport $1'],
  [whole(`(?:add|put) an? (?:note|line|comment) (?:to|on|in) ${OF_PLACE} ?[:,–-] ?(\\S.*)`), '/addtoreport at $1: $2'],
  [whole(`${CORRIGE} ${REPORTE}(?: ?[:,–-] ?)(\\S.*)`), '/addtoreport $1: $2'],
  [whole(`${CORRIGE} (?:la |el )?(.{2,40}?) a (.{1,40}?) (?:en|del?) ${REPORTE}`), '/addtoreport $3: $1 $2'],
  [whole(`${CORRIGE} (?:la |el )?(.{2,40}?) a (.{1,40}?) (?:en|de) ${EL_INFORME}`), '/addtoreport $1 $2'],
  // which are wanted, and as what
  [
    whole(`(?:(?:show|see|get|list)(?: me)? )?(?:all )?(?:the )?(?:field |site )?reports (?:of |for |from )?${DAYS}`),
    '/reports $1',
  ],
  [whole(`(?:the )?weekly report (?:for|of|from|on) (.{2,60})`), '/pdf $1 this week'],
  [
    whole(`(?:send|give|get|show)(?: me)? (?:the )?(.{2,60}?) (?:week|weekly report) (?:as|in) (?:a )?pdf`),
    '/pdf $1 this week',
  ],
  [
    whole(
      `(?:send|give|get|export|download)(?: me)? (?:all )?(?:the )?reports (?:of|for|from|at) (.{2,60}?) (?:as|in|to) (?:a )?pdf`,
    ),
    '/pdf $1',
  ],
  [
    whole(
      `(?:send|give|get|export|download)(?: me)? (?:all )?(?:the )?reports (?:of|for|from|at) (.{2,60}?) (?:as|in|to) (?:a )?${CSV}`,
    ),
    '/csv $1',
  ],
];
