import type { Asked, Choice, Route } from '#core';

/** What a text can be made into by a press of a button, the label of it, and what the button says in Spanish. */
const KINDS = [
  ['task', '/newtask', 'Make it a task', 'Hacer una tarea'],
  ['reminder', '/newreminder', 'Remind me of it', 'Hacer un recordatorio'],
  ['report', '/report', 'Make it a report', 'Hacer un informe'],
] as const;
/** Of what is offered to be made into a record. */
export const LONGEST = 300;
/** Whoever asks wants an answer, not a record. */
const QUESTION =
  /[?¿]|^\W*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|qu[ié]+n|qu[eé]|cu[aá]ndo|d[oó]nde|cu[aá]l|por ?qu[eé]|c[oó]mo|hay)\b/iu;

/** Whether a text is a question. */
export function asksSomething(text: string): boolean {
  return QUESTION.test(text);
}

/** What was not understood may still be wanted: it can become a record as it stands. Nothing for questions and single words. */
export function offersFor(text: string, read: (text: string) => Route): Asked | undefined {
  const said = text.trim();
  const words = said.split(/\s+/u).filter((word) => /\p{L}{2}/u.test(word));
  if (words.length < 2 || said.length > LONGEST || asksSomething(said)) return undefined;
  const choices = KINDS.flatMap(([entity, syntax, label]): Choice[] => {
    const [command] = read(`${syntax} ${said}`).commands;
    return command?.entity === entity ? [{ label, command }] : [];
  });
  return choices.length > 0
    ? { kind: 'asked', command: 'none.unknown', question: 'unsure', about: said, choices }
    : undefined;
}

/** Whether an offer is taken up: by its own words, in either language. */
export function takesUp({ label }: Choice, said: string): boolean {
  return label === said || KINDS.some(([, , english, spanish]) => english === label && spanish === said);
}
