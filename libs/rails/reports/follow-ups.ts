/** What is to be done about a report: what was said to be a follow-up, and what only sounds like one. */
export interface ToDo {
  readonly told: readonly string[];
  readonly implied: readonly string[];
  /** The text without them. */
  readonly rest: string;
}

const TOLD =
  /(?<![\p{L}\p{N}])(?:follow[- ]?ups?|to[- ]?do|action(?: items?)?|seguimientos?|pendientes?|por hacer)\s*[:–-]\s*([^;\n]+?)(?=\.(?:\s|$)|[;\n]|$)/giu;
const NEEDS =
  /(?<![\p{L}\p{N}])(?:needs?|must|should|has to|have to|requires?|hay que|necesit(?:a|o|an|amos)|falta|faltan|se debe|requieren?)(?![\p{L}\p{N}])/iu;
const NOT = /(?<![\p{L}\p{N}])(?:no|not|don'?t|doesn'?t|nothing|didn'?t|ya no|nada|sin)(?![\p{L}\p{N}])/iu;
const LEADS = /^(?:(?:and|also|but|we|they|i|it|y|tambien|también|pero)\s+)+/iu;
/** "need to order gaskets" is to be done by ordering gaskets; "pump 2 needs seals" says it of the pump. */
const DUTY = /^(?:needs? to|(?:have|has|got) to|must|should|hay que|necesito|necesitamos|se debe|falta)\s+(?=\p{L})/iu;
const MOST = 20;

/** Finds them in a report's words. */
export function toDoIn(text: string): ToDo {
  const told = [...text.matchAll(TOLD)].map(([, words = '']) => words.trim()).filter(Boolean);
  const untold = text.replace(TOLD, '\n');
  const clauses = untold.split(/[;\n!?]+|,(?!\d)|\.(?=\s|$)/u).map((clause) => clause.trim());
  const implied = clauses.filter(
    (clause) => NEEDS.test(clause) && !NOT.test(clause) && clause.split(/\s+/u).length > 1,
  );
  const rest = clauses.filter((clause) => !implied.includes(clause)).join('\n');
  return {
    told: told.slice(0, MOST),
    implied: implied.map((clause) => clause.replace(LEADS, '').replace(DUTY, '')).slice(0, MOST),
    rest,
  };
}
