/** One part of a question: a word or a "phrase", wanted or not. */
export interface Term {
  readonly text: string;
  readonly not?: true;
}

const PARTS = /(?<!\S)(?<not>-)?(?:"(?<phrase>[^"]*)"?|(?<word>\S+))/gu;
const OR = /^(?:or|\|)$/iu;
const MOST = 12;

/** What a question asks for: all of the terms, each as one of its alternatives. Whatever is typed is taken. */
export function termsOf(query: string): Term[][] {
  const terms: Term[][] = [];
  let joins = false;
  for (const { groups = {} } of query.matchAll(PARTS)) {
    const text = groups['phrase'] ?? groups['word'] ?? '';
    if (!/[\p{L}\p{N}]/u.test(text)) {
      joins = text === '|';
      continue;
    }
    if (OR.test(text) && groups['phrase'] === undefined && !groups['not'] && terms.length > 0) {
      joins = true;
      continue;
    }
    const term: Term = groups['not'] ? { text, not: true } : { text };
    const last = terms.at(-1);
    if (joins && last) last.push(term);
    else terms.push([term]);
    joins = false;
  }
  return terms.slice(0, MOST);
}
